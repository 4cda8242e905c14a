/// A patch applied to the work tree of a repository, wholly or not at all.
@NullMarked
package dev.pithyjaunt.runner.apply;

import org.jspecify.annotations.NullMarked;
