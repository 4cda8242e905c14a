package dev.pithyjaunt.server;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.Evidence.Counts;
import dev.pithyjaunt.protocol.Evidence.Names;
import dev.pithyjaunt.protocol.Evidence.Side;
import dev.pithyjaunt.protocol.Evidence.Stopped;
import dev.pithyjaunt.server.execution.Execution;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Evidence as validate writes it.
public final class Evidences {

    private Evidences() {}

    /// Of a patch that breaks two tests. Some of its text can be chosen.
    ///
    /// @param command of the check that newly fails
    /// @param output of that check with the patch, and a part of everything else that a repository
    ///   can say
    public static Evidence failing(Execution execution, String command, String output) {
        return new Evidence(
                execution.id(),
                "4f2a".repeat(10),
                new Evidence.Isolation(
                        CheckMode.SANDBOX,
                        List.of("no network", "a file system of its own", "4096 MiB of memory"),
                        List.of("a limit on processes (no cgroup is delegated)")),
                List.of("openjdk 25.0.3", "node v20.20.2"),
                List.of(
                        new Evidence.SetUp(
                                "npm ci",
                                new Side(0, null, 8.4, "added 212 packages\n", true),
                                null)),
                List.of(
                        new Evidence.Check(
                                command,
                                ".pithy-jaunt.yml: checks",
                                new Side(1, null, 11.2, "[ERROR] OldTest.rounds\n", true),
                                new Side(1, null, 12.9, output, false),
                                Comparison.NEWLY_FAILS,
                                tests(output),
                                2),
                        flaky()),
                Evidence.Verdict.NEW_FAILURE,
                List.of("The patch changes package.json, which the set-up reads."),
                null,
                31.5);
    }

    private static Evidence.Tests tests(String name) {
        return new Evidence.Tests(
                new Counts(118, 1, 3),
                new Counts(116, 3, 3),
                new Names(2, List.of("acme.GreetingTest.says", "acme.GreetingTest." + name)),
                Names.of(List.of("acme.TidyTest.sorts")),
                Names.of(List.of("acme.OldTest.rounds")),
                Names.NONE,
                new Names(250, List.of("acme.GreetingTest.inFrench")),
                Names.NONE);
    }

    private static Evidence.Check flaky() {
        return new Evidence.Check(
                "npm test",
                "package.json: scripts.test",
                new Side(0, null, 3.1, "", true),
                new Side(0, null, 3.2, "12 passing\n", false),
                Comparison.FLAKY,
                new Evidence.Tests(
                        new Counts(null, 0, 0),
                        new Counts(null, 0, 0),
                        Names.NONE,
                        Names.NONE,
                        Names.NONE,
                        Names.of(List.of("clock ticks")),
                        Names.NONE,
                        Names.NONE),
                1);
    }

    /// One command of which nothing can be said, or none at all.
    static Evidence telling(
            Execution execution,
            CheckMode mode,
            Evidence.Verdict verdict,
            @Nullable Comparison comparison) {
        return new Evidence(
                execution.id(),
                "4f2a".repeat(10),
                new Evidence.Isolation(mode, List.of(), List.of()),
                List.of(),
                List.of(),
                comparison == null
                        ? List.of()
                        : List.of(
                                new Evidence.Check(
                                        "make",
                                        "Makefile: test",
                                        new Side(null, Stopped.TIME, 240, "", false),
                                        new Side(127, null, 0.1, "sh: make: not found\n", false),
                                        comparison,
                                        null,
                                        0)),
                verdict,
                List.of(),
                null,
                0.5);
    }
}
