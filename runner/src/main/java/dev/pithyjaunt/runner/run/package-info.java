/// A whole execution on this machine: the phase programs, one after the other.
@NullMarked
package dev.pithyjaunt.runner.run;

import org.jspecify.annotations.NullMarked;
