package dev.pithyjaunt.github.rest;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Answers that GitHub gave a tag to, so that it can say that nothing changed: that does not count
/// against the limit of calls. Bounded in number and in bytes; the longest unused go first.
///
/// Source:
/// <https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api>
final class AnswerMemory {

    private static final int MAX_ANSWERS = 500;

    private final int maxBytes;
    private final Map<Key, Remembered> answers = new LinkedHashMap<>(16, 0.75f, true);
    private int bytes;

    private record Key(String account, URI address) {}

    record Remembered(String etag, Answer answer) {

        /// The answer again, with what GitHub says anew beside it: date and limits.
        Answer confirmedBy(Answer notModified) {
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(answer.headers().map());
            headers.putAll(notModified.headers().map());
            return new Answer(
                    notModified.what(),
                    answer.status(),
                    HttpHeaders.of(headers, (_, _) -> true),
                    answer.text());
        }
    }

    AnswerMemory(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized Optional<Remembered> find(String account, URI address) {
        return Optional.ofNullable(answers.get(new Key(account, address)));
    }

    /// Keeps a 200 with a tag.
    synchronized void keep(String account, URI address, Answer answer) {
        Optional<String> etag = answer.header("etag");
        if (answer.status() != 200 || etag.isEmpty() || answer.length() > maxBytes / 4) {
            return;
        }
        Remembered old = answers.put(new Key(account, address), new Remembered(etag.get(), answer));
        bytes += answer.length() - (old == null ? 0 : old.answer().length());
        var oldest = answers.values().iterator();
        while (bytes > maxBytes || answers.size() > MAX_ANSWERS) {
            bytes -= oldest.next().answer().length();
            oldest.remove();
        }
    }
}
