package dev.pithyjaunt.runner.testreport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

import javax.xml.stream.XMLStreamException;

/// Reads report files one by one, each wholly or not at all, and only so much of them.
final class ReportFiles {

    private static final int MAX_FILES = 500;
    private static final int MAX_FILE_BYTES = 20 << 20;
    private static final long MAX_BYTES = 100L << 20;

    private final FileTime since;
    private final Tally tally;
    private final Problems problems;
    private final long maxBytes;
    private int files;
    private int filesRead;
    private long bytes;

    /// @param since files that were last written before are left out
    ReportFiles(FileTime since, Tally tally, Problems problems) {
        this(since, tally, problems, MAX_BYTES);
    }

    /// @param maxBytes of all files together
    ReportFiles(FileTime since, Tally tally, Problems problems, long maxBytes) {
        this.since = since;
        this.tally = tally;
        this.problems = problems;
        this.maxBytes = maxBytes;
    }

    /// Whether any was a report.
    boolean areFound() {
        return filesRead > 0;
    }

    /// @param shown its path for people
    void read(Folder folder, Path name, BasicFileAttributes attributes, String shown) {
        if (attributes.lastModifiedTime().compareTo(since) < 0) {
            return;
        }
        if (!attributes.isRegularFile()) {
            problems.add("report %s is not read: it is no regular file".formatted(shown));
        } else if (attributes.size() > MAX_FILE_BYTES) {
            tooLarge(shown);
        } else if (files == MAX_FILES) {
            problems.add("not all reports are read: there are more than " + MAX_FILES);
        } else if (bytes + attributes.size() > maxBytes) {
            problems.add(
                    "not all reports are read: together they are larger than %d MiB"
                            .formatted(maxBytes >> 20));
        } else {
            files++;
            read(folder, name, shown);
        }
    }

    private void read(Folder folder, Path name, String shown) {
        try (InputStream file = folder.file(name)) {
            byte[] content = file.readNBytes(MAX_FILE_BYTES + 1);
            bytes += content.length;
            if (content.length > MAX_FILE_BYTES) {
                tooLarge(shown);
                return;
            }
            Tally ofFile = new Tally(tally.names());
            JunitXml.read(content, ofFile);
            tally.addAll(ofFile);
            filesRead++;
        } catch (IOException e) {
            problems.add("report %s can't be opened or read".formatted(shown));
        } catch (XMLStreamException e) {
            problems.add("report %s is not read: %s".formatted(shown, reason(e)));
        }
    }

    private void tooLarge(String shown) {
        problems.add(
                "report %s is not read: it is larger than %d MiB"
                        .formatted(shown, MAX_FILE_BYTES >> 20));
    }

    private static String reason(XMLStreamException e) {
        return e.getLocation() == null
                ? Objects.requireNonNullElse(e.getMessage(), "it is not XML")
                : "line %d is not XML".formatted(e.getLocation().getLineNumber());
    }
}
