package dev.pithyjaunt.testkit.github;

import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.Tail;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Git over HTTP, by git's own `http-backend`.
final class GitHttp {

    private static final Pattern PATH =
            Pattern.compile(
                    "/([^/]+)/([^/]+?)(?:\\.git)?(/info/refs|/git-upload-pack|/git-receive-pack)");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MAX_BYTES = 256 << 20;

    private final State state;
    private final Gate gate;

    GitHttp(State state, Gate gate) {
        this.state = state;
        this.gate = gate;
    }

    static boolean isFor(Ask ask) {
        return PATH.matcher(ask.path()).matches();
    }

    /// Such as `/{owner}/{repo}/git-receive-pack`.
    static Optional<String> template(Ask ask) {
        Matcher matcher = PATH.matcher(ask.path());
        return matcher.matches()
                ? Optional.of("/{owner}/{repo}" + matcher.group(3))
                : Optional.empty();
    }

    Reply reply(Ask ask) {
        Matcher matcher = PATH.matcher(ask.path());
        if (!matcher.matches()) {
            throw Refused.notFound();
        }
        Token token;
        try {
            token = gate.token(state.tokens().shown(ask.headers().getFirst("Authorization")));
        } catch (Refused | IllegalArgumentException e) {
            return unauthorized("Invalid username or token.");
        }
        StandInRepository repository =
                state.find(matcher.group(1) + "/" + matcher.group(2)).orElse(null);
        if (repository == null || !Gate.isVisible(repository, token)) {
            return token == null
                    ? unauthorized("Authentication required.")
                    : Reply.text(404, "Repository not found.\n");
        }
        boolean push = ask.path().endsWith("receive-pack") || asksToPush(ask);
        if (token == null && push) {
            return unauthorized("No anonymous write access.");
        }
        boolean open = !push && !repository.isPrivate();
        if (!open && !mayUse(repository, token, push)) {
            return Reply.text(
                    403,
                    "Permission to %s.git denied to %s.\n"
                            .formatted(
                                    repository.fullName(), token == null ? "you" : token.login()));
        }
        if (push && repository.isArchived()) {
            return Reply.text(403, "This repository was archived so it is read-only.\n");
        }
        return backend(ask, repository, token, matcher.group(3));
    }

    private static boolean asksToPush(Ask ask) {
        return ask.parameter("service").filter("git-receive-pack"::equals).isPresent();
    }

    private static boolean mayUse(
            StandInRepository repository, @Nullable Token token, boolean push) {
        return token != null
                && token.reaches(repository)
                && token.grants(push ? "contents:write" : "contents:read")
                && (!push || !token.isPersonal() || Gate.mayWrite(repository, token));
    }

    private static Reply unauthorized(String words) {
        return Reply.text(401, words + "\n")
                .with(Map.of("WWW-Authenticate", "Basic realm=\"GitHub\""));
    }

    private Reply backend(
            Ask ask, StandInRepository repository, @Nullable Token token, String service) {
        Map<String, String> environment = new LinkedHashMap<>(Environment.basic());
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_PROJECT_ROOT", state.folder().toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("PATH_INFO", "/" + repository.fullName() + ".git" + service);
        environment.put("REQUEST_METHOD", ask.method());
        environment.put(
                "QUERY_STRING",
                ask.query().entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("&")));
        environment.put("CONTENT_TYPE", ask.header("Content-Type").orElse(""));
        environment.put("CONTENT_LENGTH", Integer.toString(ask.body().length));
        environment.put("REMOTE_ADDR", "127.0.0.1");
        ask.header("Content-Encoding")
                .ifPresent(value -> environment.put("HTTP_CONTENT_ENCODING", value));
        ask.header("Git-Protocol").ifPresent(value -> environment.put("GIT_PROTOCOL", value));
        if (token != null) {
            environment.put("REMOTE_USER", token.login());
            environment.putAll(rules(repository, token));
        }
        Capture output = new Capture(MAX_BYTES);
        Tail errors = new Tail(4096);
        Ending ending =
                new Command(List.of("git", "http-backend"), repository.path(), environment)
                        .run(LIMIT, ask.body(), output, errors);
        if (!ending.succeeded() && output.bytes().length == 0) {
            return Reply.text(500, "git http-backend: " + ending + ": " + errors.text());
        }
        return reply(output.bytes());
    }

    /// What the hook of the repository looks at.
    private static Map<String, String> rules(StandInRepository repository, Token token) {
        String pusher = token.isPersonal() ? "a Personal Access Token" : "a GitHub App";
        String lacks = token.isPersonal() ? "workflow` scope" : "workflows` permission";
        return Map.of(
                "STAND_IN_PROTECTED",
                String.join(" ", repository.protectedBranches()),
                "STAND_IN_WORKFLOWS",
                token.grants("workflows:write") ? "yes" : "no",
                "STAND_IN_PUSHER",
                pusher,
                "STAND_IN_LACKS",
                lacks);
    }

    /// What a CGI program printed: headers, an empty line, the body.
    private static Reply reply(byte[] output) {
        int end = 0;
        while (end + 3 < output.length
                && !(output[end] == '\r' && output[end + 1] == '\n' && output[end + 2] == '\r')) {
            end++;
        }
        int status = 200;
        Map<String, String> headers = new LinkedHashMap<>();
        String head = new String(output, 0, end, StandardCharsets.ISO_8859_1);
        for (String line : head.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(0, colon));
            String value = line.substring(colon + 1).strip();
            if (name.equalsIgnoreCase("Status")) {
                status = Integer.parseInt(value.substring(0, 3));
            } else {
                headers.put(name, value);
            }
        }
        int from = Math.min(output.length, end + 4);
        return new Reply(status, headers, Arrays.copyOfRange(output, from, output.length));
    }
}
