package dev.pithyjaunt.protocol;

/// How many edits a model stated in one form, and how many of them fitted: what the choice of the
/// form is judged by.
///
/// @param form `search_replace`, `whole_file`, `unified_diff` or `begin_patch`
/// @param stated edits read from the model's replies; those that were asked for again count again
/// @param fitted those of them that could be made
public record EditCount(String provider, String model, String form, int stated, int fitted) {

    public EditCount {
        if (stated < 0 || fitted < 0 || fitted > stated) {
            throw new IllegalArgumentException(
                    "%d of %d edits fitted: expected no more than were stated"
                            .formatted(fitted, stated));
        }
    }
}
