package dev.pithyjaunt.agent.path;

/// What a path may not be. Each says so after the path, as in `/etc/passwd: the path must ...`.
public enum PathRule {
    /// Nothing is named.
    EMPTY("the path is empty"),
    /// It begins at a root: of the file system, or of a drive.
    ABSOLUTE("the path must be relative to the repository's root, with /"),
    /// On Windows `\` separates folders; some programs fold other characters into `/` or `\`.
    SEPARATOR(
            "the path holds a backslash, or a character that some programs take for / or a backslash"),
    /// `a//b`, `a/./b`, `a/../b`, also where a file system drops the dots and spaces at a name's
    /// end.
    DOTS("the path has an empty part, or one of dots and spaces only"),
    /// It would drive a terminal, or break lines in lists of paths.
    CONTROL_CHARACTER("the path holds a control character"),
    /// It would be shown in another order than it has.
    BIDIRECTIONAL("the path holds a character that turns the direction of text"),
    /// Such a name can't be written to a file system, or was read from bytes that are not UTF-8.
    NOT_UNICODE("the path is not valid Unicode"),
    /// No common file system takes it.
    TOO_LONG("the path is longer than 4,096 bytes, or has a part of more than 255 bytes"),
    /// `.git`, in any spelling that a file system may take for it.
    GIT_FOLDER("git's own files are not edited");

    private final String sentence;

    PathRule(String sentence) {
        this.sentence = sentence;
    }

    /// Without a full stop.
    public String sentence() {
        return sentence;
    }
}
