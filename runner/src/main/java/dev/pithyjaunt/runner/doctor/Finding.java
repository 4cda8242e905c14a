package dev.pithyjaunt.runner.doctor;

import java.util.function.UnaryOperator;

/// What a check found.
///
/// @param fix what a person can do; empty for nothing
record Finding(Verdict verdict, String found, String fix) {

    private static final int MAX_SHOWN = 400;

    static Finding ok(String found) {
        return new Finding(Verdict.OK, found, "");
    }

    static Finding warn(String found, String fix) {
        return new Finding(Verdict.WARN, found, fix);
    }

    static Finding fail(String found, String fix) {
        return new Finding(Verdict.FAIL, found, fix);
    }

    static Finding skip(String why) {
        return new Finding(Verdict.SKIP, why, "");
    }

    /// The same without secrets, on one line each, and not longer than people read.
    Finding shown(UnaryOperator<String> redactor) {
        return new Finding(verdict, cut(redactor.apply(found)), cut(redactor.apply(fix)));
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
    }
}
