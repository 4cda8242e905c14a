/// What is learned of a commit for a task, and the prompt that is made of it.
@NullMarked
package dev.pithyjaunt.runner.context;

import org.jspecify.annotations.NullMarked;
