/// Pull requests, from opening to merging.
@NullMarked
package dev.pithyjaunt.github.pull;

import org.jspecify.annotations.NullMarked;
