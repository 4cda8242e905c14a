/// Comments below issues.
@NullMarked
package dev.pithyjaunt.github.issue;

import org.jspecify.annotations.NullMarked;
