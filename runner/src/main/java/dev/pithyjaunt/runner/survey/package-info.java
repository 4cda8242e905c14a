/// What is found in a commit, how its files rank for a task, and the prompt, shown without asking a
/// model.
@NullMarked
package dev.pithyjaunt.runner.survey;

import org.jspecify.annotations.NullMarked;
