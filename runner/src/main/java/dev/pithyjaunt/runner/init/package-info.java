/// Puts the workflow of this project into a repository on GitHub.
@NullMarked
package dev.pithyjaunt.runner.init;

import org.jspecify.annotations.NullMarked;
