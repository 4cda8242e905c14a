package dev.pithyjaunt.server.repository.survey;

import dev.pithyjaunt.git.process.Capture;
import dev.pithyjaunt.git.process.Command;
import dev.pithyjaunt.git.process.Ending;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.JavaProgram;
import dev.pithyjaunt.git.process.Tail;
import dev.pithyjaunt.server.platform.Settings;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// `jaunt survey` as a child of the server that gets no secret.
@Component
final class SurveyProgram {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int MAX_REPORT = 1 << 20;
    private static final int MAX_ERRORS = 4096;

    private final Settings settings;
    private final Duration limit;
    private final int maxBytes;

    @Autowired
    SurveyProgram(Settings settings) {
        this(settings, LIMIT, MAX_REPORT);
    }

    /// @param limit of a survey
    /// @param maxBytes of a report
    SurveyProgram(Settings settings, Duration limit, int maxBytes) {
        this.settings = settings;
        this.limit = limit;
        this.maxBytes = maxBytes;
    }

    /// @param folder a repository that holds the commit
    /// @return JSON, of at most 1 MiB
    /// @throws IllegalStateException when the program is missing, fails, takes more than three
    ///   minutes or prints more; with its own words
    String survey(Path folder, String commit) {
        List<String> words = JavaProgram.words(settings.runner().program());
        words.addAll(List.of("survey", "--repo", folder.toString(), "--commit", commit, "--json"));
        Capture output = new Capture(maxBytes);
        Tail errors = new Tail(MAX_ERRORS);
        Ending ending = new Command(words, folder, Environment.basic()).run(limit, output, errors);
        if (ending instanceof Ending.TimedOut(Duration time)) {
            throw new IllegalStateException(
                    "the survey was ended after %d s".formatted(time.toSeconds()));
        }
        if (ending instanceof Ending.Exited(int code) && code != 0) {
            String said = errors.text().strip();
            throw new IllegalStateException(
                    said.isEmpty() ? "the survey ended with exit code " + code : said);
        }
        if (output.overflowed()) {
            throw new IllegalStateException(
                    "the report has more than %,d bytes".formatted(maxBytes));
        }
        return output.text().strip();
    }
}
