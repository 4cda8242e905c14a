/// The phase that says how the execution ended, from what the others left behind.
@NullMarked
package dev.pithyjaunt.runner.report;

import org.jspecify.annotations.NullMarked;
