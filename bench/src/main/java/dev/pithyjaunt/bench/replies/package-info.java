/// How recorded answers of models land on the files they were given for.
@NullMarked
package dev.pithyjaunt.bench.replies;

import org.jspecify.annotations.NullMarked;
