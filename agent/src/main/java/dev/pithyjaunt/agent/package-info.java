/// A task and a repository in, a patch out. [dev.pithyjaunt.agent.Agent] is the place to begin
/// reading.
@NullMarked
package dev.pithyjaunt.agent;

import org.jspecify.annotations.NullMarked;
