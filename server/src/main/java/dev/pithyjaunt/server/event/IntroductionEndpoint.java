package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.event.ExecutionSecret;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.execution.Execution;
import dev.pithyjaunt.server.execution.ExecutionStore;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import java.util.Optional;

/// Where a run that holds no secret says who it is, and gets one for its execution alone. The first
/// run that comes is the execution's; others are refused.
@RestController
final class IntroductionEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(IntroductionEndpoint.class);
    private static final String BEARER = "Bearer ";

    private final RunIdentity identity;
    private final ExecutionStore executions;
    private final RepositoryStore repositories;
    private final RateLimits limits;
    private final EventCounts counts;
    private final Database database;

    // One dependency more than is good: who a run is is found out by all of them.
    IntroductionEndpoint(
            RunIdentity identity,
            ExecutionStore executions,
            RepositoryStore repositories,
            RateLimits limits,
            EventCounts counts,
            Database database) {
        this.identity = identity;
        this.executions = executions;
        this.repositories = repositories;
        this.limits = limits;
        this.counts = counts;
        this.database = database;
    }

    @PostMapping("/api/execution/{id}/secret")
    ResponseEntity<Object> introduce(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String bearer) {
        try {
            if (!bearer.startsWith(BEARER)) {
                throw RefusedException.unidentified("no-identity-token");
            }
            Execution execution =
                    NamedExecution.wellFormed(id)
                            .flatMap(executions::find)
                            .filter(found -> found.method() == Execution.Method.GITHUB_ACTIONS)
                            .orElseThrow(() -> RefusedException.unknown(Refusal.UNKNOWN_EXECUTION));
            limits.take(execution.id(), execution.repositoryId());
            ConnectedRepository repository =
                    repositories
                            .find(execution.repositoryId())
                            .orElseThrow(() ->
                                    RefusedException.unknown(Refusal.UNKNOWN_EXECUTION, "deleted"));
            RunIdentity.Run run = identity.of(bearer.substring(BEARER.length()), repository);
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(new ExecutionSecret(secret(execution, run).text()));
        } catch (RefusedException e) {
            return refused(e, id);
        }
    }

    private Secret secret(Execution execution, RunIdentity.Run run) {
        return database.write(_ -> {
            String number = Long.toString(run.id());
            Execution bound =
                    executions.change(
                            execution.id(),
                            found ->
                                    found.run().id() == null && !found.isEnded()
                                            ? found.found(
                                                    new Execution.Run(
                                                            number,
                                                            run.attempt(),
                                                            found.run().url()))
                                            : found);
            if (!number.equals(bound.run().id())) {
                throw RefusedException.unknown(Refusal.NOT_IDENTIFIED, "identity-of-another-run");
            }
            Optional<Secret> own = executions.findSecret(execution.id()).map(Secret::of);
            return own.orElseGet(() -> {
                Secret fresh = Secret.random();
                executions.giveSecret(execution.id(), fresh.text());
                return fresh;
            });
        });
    }

    private ResponseEntity<Object> refused(RefusedException e, String id) {
        counts.refused(e.refusal());
        LOG.atWarn()
                .addKeyValue("reason", e.why())
                .addKeyValue("execution", NamedExecution.wellFormed(id).orElse(""))
                .log("introduction refused");
        return e.answer();
    }
}
