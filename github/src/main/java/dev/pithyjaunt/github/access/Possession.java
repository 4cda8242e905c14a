package dev.pithyjaunt.github.access;

/// Whether a credential has what is needed.
public enum Possession {
    /// It has.
    HAS,
    /// It has not.
    LACKS,
    /// GitHub does not tell without something being changed.
    UNKNOWN
}
