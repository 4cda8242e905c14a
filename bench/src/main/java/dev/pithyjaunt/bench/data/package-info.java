/// The files that measures read, and what is said when one can't be.
@NullMarked
package dev.pithyjaunt.bench.data;

import org.jspecify.annotations.NullMarked;
