package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

/// Solutions, else projects of .NET: what is below is covered.
final class DotNetTool implements BuildTool {

    @Override
    public int rank(String name) {
        if (name.endsWith(".slnx")) {
            return 0;
        }
        if (name.endsWith(".sln")) {
            return 1;
        }
        return name.endsWith(".csproj") || name.endsWith(".fsproj") || name.endsWith(".vbproj")
                ? 2
                : -1;
    }

    @Override
    public Project read(Folder folder, String manifest) {
        String source = folder.at(manifest);
        String argument = isPlain(manifest) ? " " + manifest : "";
        folder.add(Purpose.SET_UP, "dotnet restore" + argument, source);
        folder.add(Purpose.TEST, "dotnet test" + argument, source);
        return Project.ofAllBelow(folder.system(".NET", manifest));
    }

    /// Whether a shell takes a name for one word and no option.
    private static boolean isPlain(String name) {
        return !name.startsWith("-")
                && name.chars()
                        .allMatch(c ->
                                c < 128
                                        && (Character.isLetterOrDigit(c)
                                                || c == '.'
                                                || c == '_'
                                                || c == '-'));
    }
}
