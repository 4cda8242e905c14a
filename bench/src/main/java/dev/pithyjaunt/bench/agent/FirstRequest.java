package dev.pithyjaunt.bench.agent;

import dev.pithyjaunt.agent.prompt.TokenMeasure;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How large the first request for an answer is, as JSON on the wire.
///
/// @param bytes of all of it
/// @param fixedBytes without what stands in the repository's tag: instructions, tools, framing and
///   task
/// @param fixedTokens of those, as o200k_base has them
public record FirstRequest(int bytes, int fixedBytes, int fixedTokens) {

    /// The tag as a JSON string holds it, with the hash that makes it hard to guess.
    private static final Pattern REPOSITORY =
            Pattern.compile("<(repository-[0-9a-f]{8}\\d*)>.*</\\1>", Pattern.DOTALL);

    private static final TokenMeasure O200K = TokenMeasure.of("gpt-4o");

    /// @param body of a request, in any of the wire protocols
    /// @throws IllegalArgumentException when no repository is in it
    static FirstRequest of(String body) {
        Matcher repository = REPOSITORY.matcher(body);
        if (!repository.find()) {
            throw new IllegalArgumentException("the first request shows no repository");
        }
        String fixed = repository.replaceFirst("<$1></$1>");
        return new FirstRequest(bytes(body), bytes(fixed), O200K.count(fixed).orElseThrow());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
