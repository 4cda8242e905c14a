package dev.pithyjaunt.runner.doctor;

import java.util.Locale;

/// How a check ended.
enum Verdict {
    /// As it should be.
    OK,
    /// It works, and a person should know.
    WARN,
    /// Something will not work.
    FAIL,
    /// Not looked at, because it is not configured or may not be read.
    SKIP;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
