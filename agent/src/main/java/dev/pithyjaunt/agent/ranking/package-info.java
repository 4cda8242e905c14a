/// Which files of a commit a task is about: signals, and their sum.
@NullMarked
package dev.pithyjaunt.agent.ranking;

import org.jspecify.annotations.NullMarked;
