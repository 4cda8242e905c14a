/// The forms in which models state changes, read from a reply and fitted to the files of a commit.
@NullMarked
package dev.pithyjaunt.agent.edit;

import org.jspecify.annotations.NullMarked;
