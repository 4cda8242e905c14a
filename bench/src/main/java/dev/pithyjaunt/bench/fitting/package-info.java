/// How fast replies are read and fitted: made-up ones, and those that should be slow.
@NullMarked
package dev.pithyjaunt.bench.fitting;

import org.jspecify.annotations.NullMarked;
