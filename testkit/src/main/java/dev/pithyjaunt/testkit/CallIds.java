package dev.pithyjaunt.testkit;

/// The ids of tool calls, numbered through a conversation.
final class CallIds {

    private CallIds() {}

    /// @param index of the call in its answer
    static String next(ModelRequest request, int index) {
        long before =
                request.messages().stream()
                        .filter(message -> message.role().equals("assistant"))
                        .mapToLong(message -> message.calls().size())
                        .sum();
        String prefix = request.protocol() == Protocol.MESSAGES ? "toolu_" : "call_";
        return prefix + (before + index + 1);
    }
}
