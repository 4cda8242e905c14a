package dev.pithyjaunt.testkit;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Decides the answer to each request. It is called by one thread per request, as many at once as
/// there are requests.
@FunctionalInterface
public interface Script {

    Answer answer(ModelRequest request);

    /// These answers in order, the last one again and again.
    static Script of(Answer first, Answer... more) {
        AtomicInteger next = new AtomicInteger();
        return request -> {
            int index = next.getAndUpdate(i -> Math.min(i + 1, more.length));
            return index == 0 ? first : more[index - 1];
        };
    }

    /// These scripts in order, one a request, the last one again and again.
    static Script inOrder(List<Script> scripts) {
        List<Script> all = List.copyOf(scripts);
        AtomicInteger next = new AtomicInteger();
        return request ->
                all.get(next.getAndUpdate(i -> Math.min(i + 1, all.size() - 1))).answer(request);
    }
}
