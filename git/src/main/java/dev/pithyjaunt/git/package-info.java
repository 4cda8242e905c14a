/// Git, as the program on this machine speaks it: repositories, trees of commits, scratch indexes.
@NullMarked
package dev.pithyjaunt.git;

import org.jspecify.annotations.NullMarked;
