/// What the files of a commit are.
@NullMarked
package dev.pithyjaunt.agent.survey;

import org.jspecify.annotations.NullMarked;
