package dev.pithyjaunt.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a model says, before a wire writes it.
///
/// @param thought empty when it didn't think
/// @param text may be empty; with ending `REFUSED` the words of the refusal
record Reply(String thought, String text, List<Answer.Call> calls, Ending ending) {

    Reply {
        calls = List.copyOf(calls);
    }

    Reply(String text, Ending ending) {
        this("", text, List.of(), ending);
    }

    /// Why it stops.
    enum Ending {
        /// It has said everything.
        STOP,
        /// It waits for its tools.
        CALLS,
        /// The output limit.
        LENGTH,
        /// It declines.
        REFUSED
    }

    Reply after(String thinking) {
        return new Reply(thinking, text, calls, ending);
    }

    /// Everything that counts as output.
    String counted() {
        return thought
                + text
                + calls.stream()
                        .map(call -> call.tool() + call.arguments())
                        .collect(Collectors.joining());
    }

    /// The text in small pieces, none for an empty text.
    static List<String> pieces(String text, int length) {
        List<String> pieces = new ArrayList<>();
        int[] codePoints = text.codePoints().toArray();
        for (int from = 0; from < codePoints.length; from += length) {
            pieces.add(new String(codePoints, from, Math.min(length, codePoints.length - from)));
        }
        return pieces;
    }
}
