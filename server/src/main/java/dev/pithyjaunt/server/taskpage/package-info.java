/// One task with all that its executions left, on one page.
@NullMarked
package dev.pithyjaunt.server.taskpage;

import org.jspecify.annotations.NullMarked;
