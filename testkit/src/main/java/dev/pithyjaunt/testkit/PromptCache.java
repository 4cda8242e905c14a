package dev.pithyjaunt.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The prefixes of prompts that a provider remembers. OpenAI remembers each prompt by itself.
/// Anthropic remembers what ends at a mark, and looks for it from a mark back. Unlike theirs, it
/// forgets nothing and takes the shortest prefix.
///
/// Source: <https://platform.claude.com/docs/en/build-with-claude/prompt-caching>
final class PromptCache {

    /// Parts that Anthropic looks back from a mark.
    private static final int LOOK_BACK = 20;

    private final Set<Prompt> prompts = new LinkedHashSet<>();
    private final Set<Prompt> written = new HashSet<>();

    private record Prompt(Protocol protocol, String model, List<PromptPart> parts) {}

    /// What the provider reports for a prompt, which it remembers from then on.
    synchronized ReportedUsage usage(Wire.Received received, Reply reply) {
        ModelRequest request = received.request();
        int output = ReportedUsage.tokens(reply.counted());
        int reasoning = Math.min(output, ReportedUsage.tokens(reply.thought()));
        int input = ReportedUsage.tokens(request.text());
        if (request.protocol() == Protocol.MESSAGES) {
            return marked(request, received.prompt(), input, output, reasoning);
        }
        int cached = Math.min(input, commonBytes(request, received.prompt()) / 4);
        prompts.add(new Prompt(request.protocol(), request.model(), received.prompt()));
        return new ReportedUsage(input, cached, 0, output, reasoning);
    }

    private int commonBytes(ModelRequest request, List<PromptPart> parts) {
        return prompts.stream()
                .filter(old ->
                        old.protocol() == request.protocol() && old.model().equals(request.model()))
                .mapToInt(old -> commonBytes(old.parts(), parts))
                .max()
                .orElse(0);
    }

    private static int commonBytes(List<PromptPart> old, List<PromptPart> parts) {
        int common = 0;
        for (int i = 0; i < Math.min(old.size(), parts.size()); i++) {
            PromptPart before = old.get(i);
            PromptPart now = parts.get(i);
            if (!before.equals(now)) {
                return common + (before.head().equals(now.head()) ? begins(before, now) : 0);
            }
            common += now.bytes();
        }
        return common;
    }

    private static int begins(PromptPart before, PromptPart now) {
        byte[] old = before.text().getBytes(StandardCharsets.UTF_8);
        byte[] text = now.text().getBytes(StandardCharsets.UTF_8);
        int mismatch = Arrays.mismatch(old, text);
        return mismatch < 0 ? text.length : mismatch;
    }

    private ReportedUsage marked(
            ModelRequest request, List<PromptPart> parts, int input, int output, int reasoning) {
        int read = 0;
        for (int end = 1; end <= parts.size(); end++) {
            if (parts.get(end - 1).isMarked()) {
                read = Math.max(read, found(request, parts, end));
            }
        }
        int cached = tokens(parts, read);
        int upTo = cached;
        int hour = 0;
        for (int end = read + 1; end <= parts.size(); end++) {
            PromptPart part = parts.get(end - 1);
            if (part.isMarked()) {
                written.add(prefix(request, parts, end));
                int tokens = tokens(parts, end);
                hour += part.mark().equals("1h") ? tokens - upTo : 0;
                upTo = tokens;
            }
        }
        return new ReportedUsage(input, cached, upTo - cached, hour, output, reasoning, null);
    }

    /// The longest remembered prefix that ends at a mark or shortly before it, in parts.
    private int found(ModelRequest request, List<PromptPart> parts, int mark) {
        for (int end = mark; end > Math.max(0, mark - LOOK_BACK); end--) {
            if (written.contains(prefix(request, parts, end))) {
                return end;
            }
        }
        return 0;
    }

    /// Marks are no part of what is compared.
    private static Prompt prefix(ModelRequest request, List<PromptPart> parts, int end) {
        return new Prompt(
                request.protocol(),
                request.model(),
                parts.subList(0, end).stream().map(part -> part.marked("")).toList());
    }

    private static int tokens(List<PromptPart> parts, int end) {
        return parts.subList(0, end).stream().mapToInt(PromptPart::bytes).sum() / 4;
    }
}
