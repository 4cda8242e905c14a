/// What may be the path of a file in a repository, and globs over such paths.
@NullMarked
package dev.pithyjaunt.agent.path;

import org.jspecify.annotations.NullMarked;
