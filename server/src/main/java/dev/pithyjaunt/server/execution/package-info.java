/// Goes at a task, from dispatch to an end, and the files they leave.
@NullMarked
package dev.pithyjaunt.server.execution;

import org.jspecify.annotations.NullMarked;
