package dev.pithyjaunt.protocol;

/// The form in which a model is asked to state changes. Whatever it is asked for, all are read.
public enum EditForm {
    /// The lines to find, and those to put in their place.
    SEARCH_REPLACE,
    /// Files from their first line to their last: for models that quote badly.
    WHOLE_FILE
}
