/// What the files of a commit are, and which of them a task is about.
@NullMarked
package dev.pithyjaunt.agent.survey;

import org.jspecify.annotations.NullMarked;
