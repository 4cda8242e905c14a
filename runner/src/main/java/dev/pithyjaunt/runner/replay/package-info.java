/// A recorded conversation played again, without a model.
@NullMarked
package dev.pithyjaunt.runner.replay;

import org.jspecify.annotations.NullMarked;
