/// Whose credential it is, what it may do, and how much of the limit is left.
@NullMarked
package dev.pithyjaunt.github.access;

import org.jspecify.annotations.NullMarked;
