/// The language of a file, by its name and by the start of its content.
@NullMarked
package dev.pithyjaunt.agent.language;

import org.jspecify.annotations.NullMarked;
