package dev.pithyjaunt.runner.survey;

import dev.pithyjaunt.agent.survey.SurveyedFile;
import dev.pithyjaunt.git.TreeFile;

/// What a file of a commit is, as people count them.
enum FileGroup {
    /// It can be shown to a model.
    TEXT("text"),
    /// A program made it.
    GENERATED("generated"),
    /// Without its line ends, as browsers get it.
    MINIFIED("minified"),
    /// Somebody else's code, copied in.
    VENDORED("vendored"),
    /// No text.
    BINARY("binary"),
    /// Over the survey's limit.
    TOO_LARGE("too large"),
    /// A symbolic link.
    LINK("link"),
    /// A commit of another repository.
    SUBMODULE("submodule"),
    /// Its content can't be had.
    UNREADABLE("unreadable");

    private final String words;

    FileGroup(String words) {
        this.words = words;
    }

    /// For people, before a colon or behind a number.
    String words() {
        return words;
    }

    static FileGroup of(SurveyedFile file) {
        return switch (file.kind()) {
            case TEXT -> TEXT;
            case GENERATED -> GENERATED;
            case MINIFIED -> MINIFIED;
            case VENDORED -> VENDORED;
            case BINARY -> BINARY;
            case TOO_LARGE -> TOO_LARGE;
            case NOT_A_FILE -> file.file().mode() == TreeFile.Mode.SUBMODULE ? SUBMODULE : LINK;
            case UNREADABLE -> UNREADABLE;
        };
    }
}
