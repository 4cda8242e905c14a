/// What an execution may still take of tokens and money, and what it is likely to.
@NullMarked
package dev.pithyjaunt.agent.budget;

import org.jspecify.annotations.NullMarked;
