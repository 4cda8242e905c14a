/// What checks on both sides cost besides the commands themselves, and how soon a hung one is gone.
@NullMarked
package dev.pithyjaunt.bench.validate;

import org.jspecify.annotations.NullMarked;
