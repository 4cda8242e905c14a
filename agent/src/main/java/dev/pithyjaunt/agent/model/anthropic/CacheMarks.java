package dev.pithyjaunt.agent.model.anthropic;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.pithyjaunt.agent.model.Message;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.protocol.Json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where the provider is to keep what came before, which it does only where it is told to: behind
/// the system's message, which covers the tools too; behind the last message of ours, where the
/// next request reads on; and behind the one where the request before this ended, which is further
/// back than the provider looks by itself (20 blocks) when a model called many tools at once. Marks
/// move on with the conversation; what they stand behind stays the same.
///
/// Source: <https://platform.claude.com/docs/en/build-with-claude/prompt-caching>
///
/// @param system whether the system's message gets one
/// @param messages indexes in the conversation, of ours alone
record CacheMarks(boolean system, Set<Integer> messages) {

    private static final CacheMarks NONE = new CacheMarks(false, Set.of());
    private static final int BYTES_PER_TOKEN = 4;
    private static final Map<String, Object> MARK = Map.of("cache_control", "ephemeral");

    CacheMarks {
        messages = Set.copyOf(messages);
    }

    /// None when nobody is likely to read again what is written, which costs a quarter more: at a
    /// first call without tools.
    ///
    /// @param minTokens the shortest prefix that is kept
    static CacheMarks of(List<Message> conversation, List<ToolSpec> tools, int minTokens) {
        boolean first = conversation.stream().noneMatch(Message.Assistant.class::isInstance);
        if (first && tools.isEmpty()) {
            return NONE;
        }
        long system =
                conversation.stream()
                        .filter(Message.System.class::isInstance)
                        .mapToLong(message -> bytes(message.text()))
                        .sum();
        long prefix = bytes(Json.line(tools)) + system;
        boolean systemPays = system > 0 && prefix / BYTES_PER_TOKEN >= minTokens;
        List<Integer> ends = ends(conversation, prefix, minTokens);
        return new CacheMarks(
                systemPays, Set.copyOf(ends.subList(Math.max(0, ends.size() - 2), ends.size())));
    }

    /// Where requests ended whose prefixes are long enough.
    private static List<Integer> ends(List<Message> conversation, long prefix, int minTokens) {
        long bytes = prefix;
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < conversation.size(); i++) {
            Message message = conversation.get(i);
            bytes += message instanceof Message.System ? 0 : bytes(message.text());
            if (endsRequest(conversation, i) && bytes / BYTES_PER_TOKEN >= minTokens) {
                ends.add(i);
            }
        }
        return ends;
    }

    /// Whether a message of ours is the last before an answer, or before the one that is asked for.
    private static boolean endsRequest(List<Message> conversation, int index) {
        boolean ours =
                switch (conversation.get(index)) {
                    case Message.User(String text) -> !text.isEmpty();
                    case Message.ToolAnswer _ -> true;
                    case Message.System _, Message.Assistant _ -> false;
                };
        return ours
                && (index == conversation.size() - 1
                        || conversation.get(index + 1) instanceof Message.Assistant);
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /// A message of ours with a mark at its end.
    static ChatMessage marked(ChatMessage message) {
        return switch (message) {
            case UserMessage user -> {
                UserMessage marked = UserMessage.from(user.contents());
                marked.attributes().putAll(MARK);
                yield marked;
            }
            case ToolExecutionResultMessage result -> result.toBuilder().attributes(MARK).build();
            default -> message;
        };
    }
}
