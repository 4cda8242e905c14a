package dev.pithyjaunt.github.rest;

import dev.pithyjaunt.github.rest.Wait.Reason;
import dev.pithyjaunt.protocol.proxy.Proxies;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Makes calls: in turn, within limits, and again where that is right. Many threads may use it.
///
/// A refusal for lack of permission is never repeated. A failure of the connection or on GitHub's
/// side is, three times, if the call is repeatable or was not sent.
public final class Rest implements AutoCloseable {

    private static final int MAX_RETRIES = 3;
    private static final int MAX_LIMITS = 3;
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_ANSWER_BYTES = 16 << 20;
    private static final int MAX_MEMORY_BYTES = 8 << 20;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final double JITTER = 0.25;

    /// 303 is none: GitHub's API has no answer that is to be fetched elsewhere.
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);

    private static final int NOT_MODIFIED = 304;

    private final GitHubAddress address;
    private final Timing timing;
    private final Consumer<Wait> listener;
    private final Exchange exchange;
    private final Failures failures;
    private final Limits limits;
    private final Turns turns;
    private final AnswerMemory memory = new AnswerMemory(MAX_MEMORY_BYTES);

    /// @param listener hears of waits before they begin
    public Rest(GitHubAddress address, Proxies proxies, Timing timing, Consumer<Wait> listener) {
        this.address = address;
        this.timing = timing;
        this.listener = listener;
        this.exchange = new Exchange(address, proxies, MAX_ANSWER_BYTES);
        this.failures = new Failures(address, exchange.route(), proxies.secrets());
        this.limits = new Limits(timing.clock());
        this.turns = new Turns(timing);
    }

    public GitHubAddress address() {
        return address;
    }

    public Timing timing() {
        return timing;
    }

    /// One call, until there is an answer to it.
    ///
    /// @param until when it must be done, waits included
    /// @return with a status from 200 to 299, or one that the call expects
    /// @throws ForgeException when there is none
    Answer send(Call call, URI at, Bearer bearer, Instant until) {
        int retries = 0;
        int refusals = 0;
        boolean renewed = false;
        while (true) {
            awaitOpening(call, bearer, until);
            String token = bearer.token(until);
            switch (request(call, at, bearer.account(), token, until)) {
                case Outcome.Answered(Answer answer) -> {
                    if (limits.learn(bearer.account(), answer, refusals)) {
                        if (++refusals > MAX_LIMITS) {
                            throw stillLimited(call, bearer, answer, token);
                        }
                        awaitOpening(call, bearer, until, answer, token);
                    } else if (answer.isSuccess() || call.expected().contains(answer.status())) {
                        return answer;
                    } else if (answer.status() == 401 && !renewed && bearer.renew(token)) {
                        renewed = true;
                    } else if (!isTransient(answer)
                            || !call.isRepeatable()
                            || !pause(call, ++retries, until)) {
                        throw failures.answered(call, answer, token);
                    }
                }
                case Outcome.NotSent(Throwable cause) -> {
                    if (!pause(call, ++retries, until)) {
                        throw failures.unreachable(call, cause);
                    }
                }
                case Outcome.Lost(Throwable cause) -> {
                    if (!call.isRepeatable()) {
                        throw failures.outcomeUnknown(call, cause);
                    }
                    if (!pause(call, ++retries, until)) {
                        throw failures.unreachable(call, cause);
                    }
                }
                case Outcome.TooLarge(int maxBytes) -> throw failures.tooLarge(call, maxBytes);
            }
        }
    }

    private static boolean isTransient(Answer answer) {
        return answer.status() >= 500 && answer.status() != 501;
    }

    /// Where the call goes on GitHub's host.
    URI at(Call call) {
        return URI.create(address.rest() + call.path());
    }

    /// An address that GitHub gave, if it is its own.
    Optional<URI> ours(URI from, String given) {
        try {
            return Optional.of(from.resolve(given.strip())).filter(address::isSameHost);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Outcome request(Call call, URI at, String account, String token, Instant until) {
        URI to = at;
        for (int hops = 0; ; hops++) {
            Outcome outcome = once(call, to, account, token, until);
            if (!(outcome instanceof Outcome.Answered(Answer answer))
                    || !REDIRECTS.contains(answer.status())
                    || call.expected().contains(answer.status())) {
                return outcome;
            }
            Optional<String> location = answer.header("location");
            URI from = to;
            Optional<URI> next = location.flatMap(given -> ours(from, given));
            if (next.isEmpty() || hops == MAX_REDIRECTS) {
                throw failures.redirected(
                        call, answer, location.flatMap(given -> shown(from, given)), token);
            }
            to = next.get();
        }
    }

    private static Optional<URI> shown(URI from, String given) {
        try {
            return Optional.of(from.resolve(given.strip())).filter(uri -> uri.getHost() != null);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Outcome once(Call call, URI to, String account, String token, Instant until) {
        if (!call.isRead()) {
            return turns.write(until, () -> exchange(call, to, token, Optional.empty(), until))
                    .orElseThrow(() -> failures.outOfTime(call));
        }
        Optional<AnswerMemory.Remembered> known = memory.find(account, to);
        Outcome outcome =
                exchange(call, to, token, known.map(AnswerMemory.Remembered::etag), until);
        if (!(outcome instanceof Outcome.Answered(Answer answer))) {
            return outcome;
        }
        if (answer.status() == NOT_MODIFIED && known.isPresent()) {
            return new Outcome.Answered(known.get().confirmedBy(answer));
        }
        memory.keep(account, to, answer);
        return outcome;
    }

    private Outcome exchange(
            Call call, URI to, String token, Optional<String> etag, Instant until) {
        Duration left = Duration.between(timing.clock().instant(), until);
        if (left.toMillis() <= 0) {
            throw failures.outOfTime(call);
        }
        Duration limit = left.compareTo(timing.requestLimit()) < 0 ? left : timing.requestLimit();
        return exchange.send(call, to, token, etag, limit);
    }

    private void awaitOpening(Call call, Bearer bearer, Instant until) {
        limits.closedUntil(bearer.account())
                .ifPresent(opening -> {
                    if (opening.isAfter(until)) {
                        throw failures.limited(call, opening, Optional.empty(), "");
                    }
                    pause(call, untilThen(opening), Reason.LIMIT);
                });
    }

    private void awaitOpening(
            Call call, Bearer bearer, Instant until, Answer refusal, String token) {
        limits.closedUntil(bearer.account())
                .filter(opening -> opening.isAfter(until))
                .ifPresent(opening -> {
                    throw failures.limited(call, opening, Optional.of(refusal), token);
                });
    }

    private ForgeException stillLimited(Call call, Bearer bearer, Answer refusal, String token) {
        Instant opening = limits.closedUntil(bearer.account()).orElseGet(timing.clock()::instant);
        return failures.limited(call, opening, Optional.of(refusal), token);
    }

    private Duration untilThen(Instant then) {
        return Duration.between(timing.clock().instant(), then);
    }

    /// Waits before a retry: one, two, four seconds, each up to a quarter less.
    ///
    /// @return false when there is to be none
    private boolean pause(Call call, int retry, Instant until) {
        if (retry > MAX_RETRIES) {
            return false;
        }
        double share = 1 - JITTER * timing.random().getAsDouble();
        Duration wait =
                Duration.ofMillis(Math.round(FIRST_RETRY.toMillis() * (1L << (retry - 1)) * share));
        if (wait.compareTo(untilThen(until)) >= 0) {
            return false;
        }
        pause(call, wait, Reason.FAILURE);
        return true;
    }

    private void pause(Call call, Duration wait, Reason reason) {
        if (!wait.isPositive()) {
            return;
        }
        listener.accept(new Wait(call.what(), wait, reason));
        try {
            timing.pause().pause(wait);
        } catch (InterruptedException e) {
            throw Exchange.cancelled(e);
        }
    }

    @Override
    public void close() {
        exchange.close();
    }
}
