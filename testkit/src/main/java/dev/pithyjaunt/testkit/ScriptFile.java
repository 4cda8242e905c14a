package dev.pithyjaunt.testkit;

import dev.pithyjaunt.protocol.Json;
import dev.pithyjaunt.protocol.MalformedJsonException;

import tools.jackson.databind.JsonNode;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A script as a JSON file: `{"answers": [...]}`, one answer a request in this order, the last one
/// again and again, whichever protocol the requests are in. Each answer is one of
///
/// ```
/// {"edits": [{"find": "...", "replace": "..."}], "say": "..."}
/// {"edits": [{"create": {"path": "...", "content": "..."}}]}
/// {"reply": "raw text"}
/// {"calls": [{"tool": "read", "arguments": {"path": "..."}}], "say": "..."}
/// {"cutOff": "..."}             stops at the output limit
/// {"refused": "..."}            declines
/// {"brokenStream": "..."}       closes the connection after this
/// {"malformed": "..."}          the last event of this is cut in its JSON
/// {"stalled": "..."}            after this nothing comes, and nothing ends
/// {"failed": "...", "code": 502, "message": "..."}      an error inside a 200, after this
/// {"errorEvent": "...", "code": 502, "message": "..."}  the same in an event named error
/// {"error": 429, "message": "...", "code": "...", "headers": {"retry-after": "1"}}
/// {"status": 401, "body": "...", "headers": {"Retry-After": "1"}}
/// {"silence": true}             nothing but comments
/// {"nothing": true}             an empty answer
/// ```
///
/// and may have beside it, all or one of
///
/// ```
/// "thinking": "..."
/// "slow": {"beforeMillis": 100, "betweenMillis": 20}
/// "usage": {"input": 9, "cached": 4, "written": 2, "writtenForAnHour": 1, "output": 5,
///           "reasoning": 3, "cost": "0.00042"}
/// ```
///
/// An `error` has its body in the shape of the protocol, a `status` as it is written: redirects and
/// pages of HTML are such. Arguments that are a text are sent as they are, so that they can be no
/// JSON. When a request offers no tools, an answer that calls some is prose instead.
///
/// The text of an edit is looked for in the files that the request shows. What is in none of them
/// can't be edited: the answer then says so in prose and edits nothing.
public final class ScriptFile {

    private ScriptFile() {}

    /// Reads a script.
    ///
    /// @throws MalformedJsonException when it is no JSON
    /// @throws IllegalArgumentException when it is JSON of another shape; it names the answer
    /// @throws UncheckedIOException when the file can't be read
    public static Script read(Path file) {
        JsonNode answers = Json.read(file, JsonNode.class).path("answers");
        List<Script> scripts = new ArrayList<>();
        for (JsonNode answer : answers) {
            String where = "%s, answer %d".formatted(file, scripts.size() + 1);
            scripts.add(new ScriptedAnswer(answer, where).script());
        }
        if (scripts.isEmpty()) {
            throw new IllegalArgumentException(file + " has no \"answers\"");
        }
        return Script.inOrder(scripts);
    }
}
