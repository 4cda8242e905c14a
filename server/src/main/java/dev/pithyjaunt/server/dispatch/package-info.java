/// Accepting executions and running them: the local backend and its phase programs.
@NullMarked
package dev.pithyjaunt.server.dispatch;

import org.jspecify.annotations.NullMarked;
