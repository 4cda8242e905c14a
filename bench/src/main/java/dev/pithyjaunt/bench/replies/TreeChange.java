package dev.pithyjaunt.bench.replies;

import dev.pithyjaunt.agent.edit.Fitting;

import java.util.List;

/// A tree, and the files that are others in the next one.
record TreeChange(RecordedTree base, List<Fitting.FittedFile> files) {}
