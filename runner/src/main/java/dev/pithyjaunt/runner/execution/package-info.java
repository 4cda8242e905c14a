/// What all phases share: the folder they hand files over in, progress, cancellation, errors.
@NullMarked
package dev.pithyjaunt.runner.execution;

import org.jspecify.annotations.NullMarked;
