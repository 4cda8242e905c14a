/// Log lines of executions, in order.
@NullMarked
package dev.pithyjaunt.server.logstream;

import org.jspecify.annotations.NullMarked;
