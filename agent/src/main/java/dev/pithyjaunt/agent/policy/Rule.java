package dev.pithyjaunt.agent.policy;

/// What a patch is judged by. The first group refuses it, the second asks for a person.
public enum Rule {
    /// Outside the repository, in git's folder, or not to be shown: see `PathRule`.
    BAD_PATH("Name files by their path from the repository's root, with / between the parts."),
    /// Two names that are one on some file systems.
    COLLISION("Use the path that is there, in its spelling, or another name."),
    /// Its target may lie anywhere.
    SYMLINK("Leave symbolic links as they are; write a file instead."),
    /// It brings in code that nobody sees in the patch.
    SUBMODULE("Leave submodules as they are."),
    /// It can be run afterwards, and could not before.
    EXECUTABLE("Leave file modes as they are; have scripts started by their interpreter."),
    /// Nobody can read what it does.
    BINARY("Change text files only."),
    /// The repository's own settings narrow what may be changed.
    OUTSIDE_ALLOWED("Change only files that the repository allows to be changed."),
    /// More files than a person reviews.
    TOO_MANY_FILES("Make the change smaller: only what the task asks for."),
    /// More lines than a person reviews.
    TOO_MANY_LINES("Make the change smaller: only what the task asks for."),
    /// More bytes than a person reviews.
    TOO_LARGE("Make the change smaller: only what the task asks for."),
    /// It would be public, or at least in the history, for good.
    SECRET(
            "Read secrets from the environment or from a file outside the repository; a value that"
                    + " is made up says so, such as \"fake-token\"."),

    /// Run by the forge with the repository's secrets: no pull request is opened.
    WORKFLOW("Look at what it would run before it is merged by hand."),
    /// Run by another CI service.
    CI("Look at what it would run."),
    /// Says what this program may do, or tells models what to do.
    SETTINGS("Look at what it would allow or say from then on."),
    /// Read by programs without being asked.
    TOOLING("Look at what reads it."),
    /// Decides which code is downloaded.
    LOCKFILE("Have the package manager make it, and compare."),
    /// Names dependencies and what is run with them.
    MANIFEST("Look at the dependencies and scripts that it names."),
    /// Protected by the repository's own settings.
    PROTECTED("Have somebody look who knows why it is protected."),
    /// Many repositories never meet Windows, so this is no refusal.
    NOT_ON_WINDOWS("Look whether anybody checks this repository out on Windows."),
    /// A person who reads the patch does not see what it does.
    HIDDEN_CHARACTER("Look at the line's bytes, and why it needs that character.");

    private final String advice;

    Rule(String advice) {
        this.advice = advice;
    }

    /// What to do, in a sentence.
    public String advice() {
        return advice;
    }
}
