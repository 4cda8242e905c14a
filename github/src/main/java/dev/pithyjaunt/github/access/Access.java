package dev.pithyjaunt.github.access;

import dev.pithyjaunt.github.credential.Bearers;
import dev.pithyjaunt.github.credential.Credential;
import dev.pithyjaunt.github.rest.Answer;
import dev.pithyjaunt.github.rest.Call;
import dev.pithyjaunt.github.rest.Fields;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.ForgeException.Kind;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Rest;
import dev.pithyjaunt.github.rest.Session;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Calls about the credential itself.
public record Access(Rest rest, Bearers bearers, Instant until) {

    /// GitHub writes a time's zone as `UTC` or as `+0100`.
    private static final DateTimeFormatter END =
            new DateTimeFormatterBuilder()
                    .appendPattern("yyyy-MM-dd HH:mm:ss ")
                    .appendPattern("[VV][xx]")
                    .toFormatter();

    /// Whose credential it is, and what it may do at a repository. Nothing is changed, though three
    /// requests of a fine-grained token look as if something were to be.
    ///
    /// @throws ForgeException when the credential is good and may not see the repository
    public Standing check(RepositoryName repository) {
        try {
            Answer holder = holder();
            Optional<Set<String>> scopes = holder.header("x-oauth-scopes").map(Access::scopes);
            Session there = new Session(rest, bearers.of(repository), until);
            return new Standing.Accepted(
                    name(holder),
                    scopes,
                    holder.header("github-authentication-token-expiration").flatMap(Access::end),
                    new Possessions(there, repository)
                            .all(scopes, bearers.permissions(repository, until)));
        } catch (ForgeException refused) {
            if (refused.kind() != Kind.UNAUTHORIZED) {
                throw refused;
            }
            return new Standing.Rejected(refused.getMessage());
        }
    }

    /// The token of an installation has no user and GitHub answers 403.
    private Answer holder() {
        return switch (bearers.credential()) {
            case Credential.Token _ ->
                    own().send(Call.get("asking whose token this is", "/user").expecting(403));
            case Credential.App _ -> own().send(Call.get("asking which app this is", "/app"));
        };
    }

    private static String name(Answer holder) {
        if (!holder.isSuccess()) {
            return "an installation";
        }
        Fields fields = holder.fields();
        return fields.findText("login")
                .or(() -> fields.findText("slug").map(slug -> "app " + slug))
                .orElseThrow(() -> holder.unexpected("no name of who asks"));
    }

    private static Set<String> scopes(String header) {
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Optional<Instant> end(String header) {
        try {
            return Optional.of(END.parse(header.strip(), Instant::from));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// What is left of the limit at the moment, which asking does not change; empty when the server
    /// has none.
    public Optional<RateLimit> rateLimit() {
        Answer answer = askLimit();
        if (!answer.isSuccess()) {
            return Optional.empty();
        }
        Fields core = answer.fields().object("resources").object("core");
        return Optional.of(
                new RateLimit(
                        core.number("limit"),
                        core.number("remaining"),
                        Instant.ofEpochSecond(core.number("reset"))));
    }

    /// GitHub's clock, to the second.
    ///
    /// @throws ForgeException when it does not tell
    public Instant serverTime() {
        Answer answer = askLimit();
        return answer.date().orElseThrow(() -> answer.unexpected("no date"));
    }

    /// A GitHub Enterprise Server without limits answers 404.
    private Answer askLimit() {
        return own().send(Call.get("asking for the limit of calls", "/rate_limit").expecting(404));
    }

    private Session own() {
        return new Session(rest, bearers.own(), until);
    }
}
