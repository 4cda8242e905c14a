package dev.pithyjaunt.runner.doctor;

import java.util.List;

/// What `--json` prints.
record DoctorResult(boolean ok, List<Line> checks) {

    DoctorResult {
        checks = List.copyOf(checks);
    }

    static DoctorResult of(List<Line> lines) {
        return new DoctorResult(
                lines.stream().noneMatch(line -> line.verdict() == Verdict.FAIL), lines);
    }
}
