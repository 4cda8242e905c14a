/// How real models' answers land: `jaunt bench replies`, and how fast edits are fitted.
@NullMarked
package dev.pithyjaunt.bench.replies;

import org.jspecify.annotations.NullMarked;
