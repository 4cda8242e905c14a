package dev.pithyjaunt.agent.build;

import java.util.List;
import java.util.Optional;

/// One tool that builds a folder of a repository.
///
/// @param name as people name the tool
/// @param manifest path of the file that says so
/// @param folder of the manifest, without a slash at its end; empty for the root
/// @param commands set-up first, then tests, then lints; empty when nothing says how
/// @param problems what could not be read, and why
public record BuildSystem(
        String name,
        String manifest,
        String folder,
        List<BuildCommand> commands,
        List<String> problems) {

    public BuildSystem {
        commands = List.copyOf(commands);
        problems = List.copyOf(problems);
    }

    /// The first command of a purpose.
    public Optional<BuildCommand> find(BuildCommand.Purpose purpose) {
        return commands.stream().filter(command -> command.purpose() == purpose).findFirst();
    }
}
