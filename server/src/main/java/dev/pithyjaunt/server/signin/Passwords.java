package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.platform.InvalidInputException;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/// Passwords, kept as bcrypt hashes.
@Component
final class Passwords {

    private static final int MIN_CHARACTERS = 12;

    /// What bcrypt hashes; what is behind it would not count.
    private static final int MAX_BYTES = 72;

    /// About a quarter of a second of one core.
    private static final int STRENGTH = 12;

    /// Of no password, and as slow to compare as one.
    private static final String DUMMY =
            "$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW";

    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(STRENGTH);

    /// One at a time: however many come, a core is left for the others.
    private final Semaphore turn = new Semaphore(1, true);

    /// @param field as the request names it
    /// @throws InvalidInputException when it is too short or too long
    static void check(String password, String field) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        new InvalidInputException.Collector()
                .unless(
                        password.codePointCount(0, password.length()) >= MIN_CHARACTERS,
                        field,
                        "expected at least %d characters".formatted(MIN_CHARACTERS))
                .unless(
                        bytes <= MAX_BYTES,
                        field,
                        "expected at most %d bytes of UTF-8, and it has %d"
                                .formatted(MAX_BYTES, bytes))
                .check();
    }

    /// @param password that [#check] found fine
    String hash(String password) {
        turn.acquireUninterruptibly();
        try {
            return String.valueOf(bcrypt.encode(password));
        } finally {
            turn.release();
        }
    }

    /// Takes as long whatever the answer is.
    ///
    /// @param hash absent: there is none that it could be
    boolean matches(String password, @Nullable String hash) {
        boolean fits = password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
        turn.acquireUninterruptibly();
        try {
            boolean same = bcrypt.matches(fits ? password : "", hash == null ? DUMMY : hash);
            return same && fits && hash != null;
        } finally {
            turn.release();
        }
    }
}
