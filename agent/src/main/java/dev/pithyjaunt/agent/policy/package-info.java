/// What a patch may do to a repository, and what a person must look at.
@NullMarked
package dev.pithyjaunt.agent.policy;

import org.jspecify.annotations.NullMarked;
