/// The phase that commits the patch and pushes the branch.
@NullMarked
package dev.pithyjaunt.runner.publish;

import org.jspecify.annotations.NullMarked;
