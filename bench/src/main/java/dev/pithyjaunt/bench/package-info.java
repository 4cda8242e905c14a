/// The command `jaunt bench`.
@NullMarked
package dev.pithyjaunt.bench;

import org.jspecify.annotations.NullMarked;
