package dev.pithyjaunt.bench.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a process that runs takes of memory and processors, as Linux tells it; 0 once it has ended,
/// and where the system doesn't tell. Megabytes are 10⁶ bytes.
public record ProcessFigures(ProcessHandle process) {

    private static final Pattern MEMORY = Pattern.compile("VmRSS:\\s*(\\d+) kB");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");
    private static final int TICKS_A_SECOND = 100;

    /// What it holds in memory.
    public double megabytes() {
        return status(MEMORY);
    }

    /// The most that it ever held.
    public double peakMegabytes() {
        return status(PEAK);
    }

    private double status(Pattern line) {
        Matcher found = line.matcher(proc("status"));
        return found.find() ? Long.parseLong(found.group(1)) * 1024 / 1e6 : 0;
    }

    /// The processor time that it took so far.
    public double cpuSeconds() {
        String stat = proc("stat");
        if (stat.isEmpty()) {
            return 0;
        }
        // After the name in parentheses, which may hold spaces: state is the first, then 11 and 12.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_A_SECOND;
    }

    private String proc(String file) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), file),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }
}
