package dev.pithyjaunt.server.repository;

import dev.pithyjaunt.server.platform.Checks;

/// What a page says of the checks of repositories, which depends on where they are run.
record CheckWording(Checks checks) {

    /// What becomes of a repository's checks, in a few words.
    public String summary(ConnectedRepository repository) {
        String command = repository.checkCommand();
        return switch (checks.mode()) {
            case SANDBOX -> command == null ? "its own checks" : command;
            case NONE -> {
                if (command == null) {
                    yield "no checks";
                }
                yield repository.checksAllowed() ? command : "checks not allowed yet";
            }
            case JOB, OFF -> "checks are switched off";
        };
    }

    /// What an empty field means, and who decides.
    public String hint() {
        return switch (checks.mode()) {
            case SANDBOX ->
                    "Empty: those that the repository's .pithy-jaunt.yml names, else those that are found in it. All of them run in a sandbox.";
            case NONE ->
                    "Empty: nothing is run. There is no sandbox here, so an administrator has to allow the command.";
            case JOB, OFF -> "Checks are switched off here (JAUNT_SANDBOX).";
        };
    }

    /// Whether an administrator has to allow a command.
    public boolean needPermission() {
        return checks.needPermission();
    }
}
