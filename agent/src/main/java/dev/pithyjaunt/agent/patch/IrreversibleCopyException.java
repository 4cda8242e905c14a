package dev.pithyjaunt.agent.patch;

import java.util.Objects;

/// A patch with a copy was to be reversed: what would delete the copied file states its whole
/// content, and the patch does not hold that.
public final class IrreversibleCopyException extends RuntimeException {

    private final String oldPath;
    private final String newPath;

    IrreversibleCopyException(String oldPath, String newPath) {
        super(
                "patch for %s: a copy of %s can't be reversed, since the patch does not hold its content"
                        .formatted(Shown.path(newPath), Shown.path(oldPath)));
        this.oldPath = oldPath;
        this.newPath = newPath;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /// What was copied.
    public String oldPath() {
        return oldPath;
    }

    /// The copy.
    public String newPath() {
        return newPath;
    }
}
