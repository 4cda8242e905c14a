package dev.pithyjaunt.bench.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The most memory that a process and its children ever held, as Linux tells it while they run:
/// `VmHWM` in `/proc/PID/status`. What one takes after the last look is not seen.
final class Peaks {

    private static final Pattern LINE =
            Pattern.compile(
                    "^Name:\\s*([^\n]+)$.*^VmHWM:\\s*(\\d+) kB$",
                    Pattern.MULTILINE | Pattern.DOTALL);

    private final ProcessHandle process;
    private long own;
    private long ofChildren;

    /// @param kilobytes 1,024 bytes each
    record Peak(String program, long kilobytes) {}

    Peaks(ProcessHandle process) {
        this.process = process;
    }

    /// Looks once.
    void look() {
        peak(process).ifPresent(peak -> own = Math.max(own, peak.kilobytes()));
        // A child that has not become git yet still shows its parent's memory.
        process.descendants()
                .flatMap(child -> peak(child).stream())
                .filter(peak -> peak.program().startsWith("git"))
                .forEach(peak -> ofChildren = Math.max(ofChildren, peak.kilobytes()));
    }

    /// Of the process itself, in kilobytes; 0 where the system doesn't tell.
    long own() {
        return own;
    }

    /// Of the largest of its children that was seen, in kilobytes.
    long ofChildren() {
        return ofChildren;
    }

    private static Optional<Peak> peak(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            return parse(Files.readString(status, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty(); // It has ended, or this is not Linux.
        }
    }

    /// @return empty for a process that has ended, which has no memory any more
    static Optional<Peak> parse(String status) {
        Matcher line = LINE.matcher(status);
        return line.find()
                ? Optional.of(new Peak(line.group(1), Long.parseLong(line.group(2))))
                : Optional.empty();
    }
}
