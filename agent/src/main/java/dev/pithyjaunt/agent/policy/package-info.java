/// What a repository says in its settings: what a patch may do, what a person must look at, which
/// instructions models get, how it is checked.
@NullMarked
package dev.pithyjaunt.agent.policy;

import org.jspecify.annotations.NullMarked;
