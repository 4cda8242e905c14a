package dev.pithyjaunt.testkit;

import static dev.pithyjaunt.protocol.Json.line;

import java.util.ArrayList;
import java.util.List;

/// The events of one streamed response, numbered in order.
///
/// Source: <https://developers.openai.com/api/reference/resources/responses/streaming-events>
final class ResponsesEvents {

    /// Code points in one event.
    private static final int PIECE = 16;

    private final List<String> events = new ArrayList<>();
    private int begun;

    /// Of the item that is written.
    private int outputIndex;

    void add(String type, String fields) {
        events.add(
                Wire.event(
                        type,
                        "{\"type\":\"%s\",\"sequence_number\":%d,%s}"
                                .formatted(type, events.size(), fields)));
    }

    /// What follows tells the end.
    void end() {
        begun = events.size();
    }

    Wire.Events all() {
        return new Wire.Events(events.subList(0, begun), events.subList(begun, events.size()));
    }

    void thought(String item) {
        item("added", item);
        item("done", item);
        outputIndex++;
    }

    void text(Reply reply, String status) {
        boolean refused = reply.ending() == Reply.Ending.REFUSED;
        String kind = refused ? "refusal" : "output_text";
        String more = refused ? "" : ",\"logprobs\":[]";
        item("added", message("in_progress", ""));
        part("added", part(reply, ""));
        for (String piece : Reply.pieces(reply.text(), PIECE)) {
            add("response.%s.delta".formatted(kind), place() + ",\"delta\":" + line(piece) + more);
        }
        add(
                "response.%s.done".formatted(kind),
                place()
                        + ",\"%s\":".formatted(refused ? "refusal" : "text")
                        + line(reply.text())
                        + more);
        part("done", part(reply, reply.text()));
        item("done", message(status, part(reply, reply.text())));
        outputIndex++;
    }

    void call(String id, Answer.Call call) {
        item("added", call(id, call, "", "in_progress"));
        String place = "\"item_id\":\"fc_%s\",\"output_index\":%d".formatted(id, outputIndex);
        for (String piece : Reply.pieces(call.arguments(), PIECE)) {
            add("response.function_call_arguments.delta", place + ",\"delta\":" + line(piece));
        }
        add(
                "response.function_call_arguments.done",
                place + ",\"arguments\":" + line(call.arguments()));
        item("done", call(id, call, call.arguments(), "completed"));
        outputIndex++;
    }

    private void item(String what, String item) {
        add(
                "response.output_item." + what,
                "\"output_index\":%d,\"item\":%s".formatted(outputIndex, item));
    }

    private void part(String what, String part) {
        add("response.content_part." + what, place() + ",\"part\":" + part);
    }

    private String place() {
        return """
        "item_id":"msg_scripted","output_index":%d,"content_index":0\
        """
                .formatted(outputIndex);
    }

    static String message(String status, String part) {
        return """
        {"id":"msg_scripted","type":"message","status":"%s","role":"assistant","content":[%s]}\
        """
                .formatted(status, part);
    }

    static String part(Reply reply, String text) {
        return reply.ending() == Reply.Ending.REFUSED
                ? "{\"type\":\"refusal\",\"refusal\":%s}".formatted(line(text))
                : "{\"type\":\"output_text\",\"text\":%s,\"annotations\":[]}".formatted(line(text));
    }

    static String call(String id, Answer.Call call, String arguments, String status) {
        return """
        {"id":"fc_%s","type":"function_call","status":"%s","call_id":"%s","name":%s,"arguments":%s}\
        """
                .formatted(id, status, id, line(call.tool()), line(arguments));
    }
}
