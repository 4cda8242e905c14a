/// How fast files of real repositories are parsed, and in which of them errors are found.
@NullMarked
package dev.pithyjaunt.bench.syntax;

import org.jspecify.annotations.NullMarked;
