package dev.pithyjaunt.runner.doctor;

import java.util.ArrayList;
import java.util.List;

/// What people read.
final class DoctorText {

    private DoctorText() {}

    static List<String> of(List<Line> lines) {
        int width = lines.stream().mapToInt(line -> line.what().length()).max().orElse(0);
        List<String> text = new ArrayList<>();
        for (Line line : lines) {
            text.add(
                    ("%-4s  %-" + width + "s  %s")
                            .formatted(line.verdict().word(), line.what(), line.found()));
            if (!line.fix().isEmpty()) {
                text.add(" ".repeat(width + 8) + "-> " + line.fix());
            }
        }
        return text;
    }
}
