package dev.pithyjaunt.runner.testreport;

import dev.pithyjaunt.runner.testreport.TestResults.Status;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What `go test -json` prints: a JSON object a line, in which packages that run side by side mix.
/// Before Go 1.20 it tells of packages that can't be built in plain lines:
///
/// ```
/// FAIL    example.org/pond [build failed]
/// ```
///
/// A package that fails of which no test is said to fail was ended by a test that had not ended, or
/// has none to name: then it is named itself.
final class GoFormat implements OutputFormat {

    /// Packages, and tests that run at a time, that are followed.
    private static final int MAX_FOLLOWED = 10_000;

    private static final String FAILED = "FAIL\t";

    private final Tally tally;
    private final Map<String, Set<String>> running = new LinkedHashMap<>();
    private final Set<String> packagesWithFailure = new HashSet<>();
    private int followed;
    private boolean seen;

    GoFormat(Tally tally) {
        this.tally = tally;
    }

    @Override
    public boolean isSeen() {
        return seen;
    }

    @Override
    public boolean namesAll() {
        return true;
    }

    @Override
    public void line(String line) {
        if (line.startsWith(FAILED)
                && (line.endsWith(" [build failed]") || line.endsWith(" [setup failed]"))) {
            tally.add(line.substring(FAILED.length(), line.lastIndexOf(" [")), Status.FAILED);
        }
    }

    void event(GoEvent event) {
        seen = true;
        if (event.packageName() == null) {
            return;
        }
        String packageName = tally.names().of(event.packageName());
        if (event.test() == null) {
            ofPackage(event.action(), packageName);
        } else {
            ofTest(event.action(), packageName, tally.names().of(event.test()));
        }
    }

    private void ofTest(String action, String packageName, String test) {
        switch (action) {
            case "run" -> begin(packageName, test);
            case "pass" -> end(packageName, test, Status.PASSED);
            case "skip" -> end(packageName, test, Status.SKIPPED);
            case "fail" -> {
                end(packageName, test, Status.FAILED);
                if (packagesWithFailure.size() < MAX_FOLLOWED) {
                    packagesWithFailure.add(packageName);
                }
            }
            default -> {}
        }
    }

    private void begin(String packageName, String test) {
        if (followed < MAX_FOLLOWED
                && running.computeIfAbsent(packageName, _ -> new HashSet<>()).add(test)) {
            followed++;
        }
    }

    private void end(String packageName, String test, Status status) {
        tally.add(packageName + "." + test, status);
        running.computeIfPresent(
                packageName,
                (_, tests) -> {
                    followed -= tests.remove(test) ? 1 : 0;
                    return tests.isEmpty() ? null : tests;
                });
    }

    private void ofPackage(String action, String packageName) {
        if (!action.equals("fail") && !action.equals("pass") && !action.equals("skip")) {
            return;
        }
        Set<String> unfinished = Objects.requireNonNullElse(running.remove(packageName), Set.of());
        followed -= unfinished.size();
        if (action.equals("fail") && !packagesWithFailure.contains(packageName)) {
            unfinished.forEach(test -> tally.add(packageName + "." + test, Status.FAILED));
            if (unfinished.isEmpty()) {
                tally.add(packageName, Status.FAILED);
            }
        }
    }
}
