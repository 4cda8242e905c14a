/// The diff that leaves the agent, printed by git: as values, and checked and applied without git.
@NullMarked
package dev.pithyjaunt.agent.patch;

import org.jspecify.annotations.NullMarked;
