/// The phase that runs the repository's checks on the base and with the patch.
@NullMarked
package dev.pithyjaunt.runner.validate;

import org.jspecify.annotations.NullMarked;
