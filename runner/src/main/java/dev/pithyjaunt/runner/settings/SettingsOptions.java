package dev.pithyjaunt.runner.settings;

import dev.pithyjaunt.runner.execution.Interrupts;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// How a phase program gets its settings, and whom it must not outlive.
public final class SettingsOptions {

    @Option(
            names = "--settings-from-stdin",
            description =
                    "Read settings from standard input, as {\"settings\": {NAME: VALUE}}, and none from the environment.")
    private boolean settingsFromStdin;

    @Option(
            names = "--end-with-stdin",
            description =
                    "As --settings-from-stdin, on the first line alone; when standard input ends later, whoever started this is gone, and it ends as cancelled.")
    private boolean endWithStdin;

    private final Interrupts interrupts;

    public SettingsOptions(Interrupts interrupts) {
        this.interrupts = interrupts;
    }

    /// To be called once: it reads standard input where the options say so.
    ///
    /// @throws IllegalArgumentException when there are no settings where they should be
    public Settings settings() {
        if (endWithStdin) {
            Settings settings = Settings.fromFirstLine(System.in);
            Thread.ofPlatform().daemon().name("parent").start(() -> outlive(System.in));
            return settings;
        }
        return settingsFromStdin ? Settings.fromStandardInput() : Settings.ofThisProcess();
    }

    /// For a phase that runs code of others: in place of [#settings()].
    ///
    /// @throws IllegalArgumentException when it was handed a secret
    public void takeNoSecret() {
        if ((settingsFromStdin || endWithStdin) && settings().holdSecrets()) {
            throw new IllegalArgumentException(
                    "this phase runs code of the repository and takes no secret");
        }
    }

    private void outlive(InputStream parent) {
        try {
            parent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // As good as its end.
        }
        interrupts.cancel();
    }
}
