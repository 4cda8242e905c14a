/// What the model is told: instructions, a map of the repository, files, the task.
@NullMarked
package dev.pithyjaunt.agent.prompt;

import org.jspecify.annotations.NullMarked;
