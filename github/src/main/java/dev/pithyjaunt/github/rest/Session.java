package dev.pithyjaunt.github.rest;

import dev.pithyjaunt.github.rest.ForgeException.Kind;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Calls of one account within one deadline.
///
/// @param until when the last of them must be done, waits included
public record Session(Rest rest, Bearer bearer, Instant until) {

    /// Pages of a list that are read at most, of 100 items each.
    private static final int MAX_PAGES = 10;

    /// @return with a status from 200 to 299, or one that the call expects
    /// @throws ForgeException when there is none
    public Answer send(Call call) {
        return rest.send(call, rest.at(call), bearer, until);
    }

    /// The object that is there; empty when GitHub answers 404.
    public Optional<Fields> find(Call call) {
        Answer answer = send(call.expecting(404));
        return answer.isSuccess() ? Optional.of(answer.fields()) : Optional.empty();
    }

    /// All items of a list, page by page.
    ///
    /// @param field that holds it; empty when the answer itself is the list
    /// @throws ForgeException when there are more than can be read
    public List<Fields> list(Call call, String field) {
        List<Fields> all = new ArrayList<>();
        Optional<Answer> unread =
                eachPage(
                        call,
                        answer -> {
                            all.addAll(items(answer, field));
                            return true;
                        });
        if (unread.isPresent()) {
            throw unread.get().unexpected("more than %d pages".formatted(MAX_PAGES));
        }
        return all;
    }

    /// The first item of a list that is wanted, among those that can be read.
    public Optional<Fields> findFirst(Call call, String field, Predicate<Fields> wanted) {
        List<Fields> found = new ArrayList<>();
        eachPage(
                call,
                answer -> {
                    items(answer, field).stream().filter(wanted).findFirst().ifPresent(found::add);
                    return found.isEmpty();
                });
        return found.stream().findFirst();
    }

    private static List<Fields> items(Answer answer, String field) {
        JsonNode json = answer.json();
        JsonNode array = field.isEmpty() ? json : json.path(field);
        if (!array.isArray()) {
            throw answer.unexpected(
                    field.isEmpty() ? "JSON that is no list" : "no list \"" + field + "\"");
        }
        return Fields.list(answer, array);
    }

    /// @return the last page that was read when another follows it
    private Optional<Answer> eachPage(Call call, Predicate<Answer> more) {
        URI page = rest.at(call);
        for (int read = 1; ; read++) {
            Answer answer = rest.send(call, page, bearer, until);
            Optional<String> next = answer.next();
            if (!more.test(answer) || next.isEmpty()) {
                return Optional.empty();
            }
            if (read == MAX_PAGES) {
                return Optional.of(answer);
            }
            page =
                    rest.ours(page, next.get())
                            .orElseThrow(() -> answer.unexpected("a next page on another host"));
        }
    }

    /// Takes a lock if it is to be had before the deadline.
    public boolean tryLock(ReentrantLock lock) {
        Duration left = Duration.between(rest.timing().clock().instant(), until);
        try {
            return lock.tryLock(left.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw Exchange.cancelled(e);
        }
    }

    /// Does what must not be done twice, and looks for what it left where no answer says so.
    ///
    /// @param done what GitHub shows of it; empty when it was not done
    /// @return what the call answered, or what was found in its place
    public <T> T verified(Supplier<T> act, Supplier<Optional<T>> done) {
        try {
            return act.get();
        } catch (ForgeException unknown) {
            if (unknown.kind() != Kind.OUTCOME_UNKNOWN) {
                throw unknown;
            }
            Optional<T> found = done.get();
            return found.isPresent() ? found.get() : act.get();
        }
    }
}
