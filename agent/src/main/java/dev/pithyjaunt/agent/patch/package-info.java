/// The diff that leaves the agent: printed by git from the fitted files, and checked by git.
@NullMarked
package dev.pithyjaunt.agent.patch;

import org.jspecify.annotations.NullMarked;
