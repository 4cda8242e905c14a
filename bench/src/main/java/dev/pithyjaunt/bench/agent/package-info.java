/// What an execution costs besides the model: time, memory, and the size of the first request.
@NullMarked
package dev.pithyjaunt.bench.agent;

import org.jspecify.annotations.NullMarked;
