/// What measures of whole processes start with.
@NullMarked
package dev.pithyjaunt.bench.program;

import org.jspecify.annotations.NullMarked;
