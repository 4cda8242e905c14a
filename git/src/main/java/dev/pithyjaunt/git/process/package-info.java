/// Child processes: time limits, killed trees, listed environments.
@NullMarked
package dev.pithyjaunt.git.process;

import org.jspecify.annotations.NullMarked;
