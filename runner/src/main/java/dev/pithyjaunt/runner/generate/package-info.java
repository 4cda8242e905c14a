/// The phase that asks the model: a request in, a patch and a report out.
@NullMarked
package dev.pithyjaunt.runner.generate;

import org.jspecify.annotations.NullMarked;
