package dev.pithyjaunt.protocol;

/// How often a model's edits in one form could be made.
///
/// @param form `search_replace`, `whole_file`, `unified_diff` or `begin_patch`
/// @param stated edits, those that were asked for again counted again
/// @param fitted those of them that fit
public record EditCount(String provider, String model, String form, int stated, int fitted) {}
