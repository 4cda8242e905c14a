/// Executions on this machine: phase programs as children, and the folders they share.
@NullMarked
package dev.pithyjaunt.server.dispatch.local;

import org.jspecify.annotations.NullMarked;
