/// What a model may look up in the commit while it works on a task: files, places of a text,
/// folders.
@NullMarked
package dev.pithyjaunt.agent.tool;

import org.jspecify.annotations.NullMarked;
