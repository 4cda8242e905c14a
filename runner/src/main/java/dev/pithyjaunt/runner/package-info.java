/// The `jaunt` command.
@NullMarked
package dev.pithyjaunt.runner;

import org.jspecify.annotations.NullMarked;
