/// Dispatches, runs, and the settings of GitHub Actions.
@NullMarked
package dev.pithyjaunt.github.actions;

import org.jspecify.annotations.NullMarked;
