/// Finds out whether all that executions need is there, before anything is paid.
@NullMarked
package dev.pithyjaunt.runner.doctor;

import org.jspecify.annotations.NullMarked;
