/// Pull requests of executions, as the forge has them: what became of them, and merging one.
@NullMarked
package dev.pithyjaunt.server.pullrequest;

import org.jspecify.annotations.NullMarked;
