/// How often the files that a real change touched are ranked first for its description.
@NullMarked
package dev.pithyjaunt.bench.localization;

import org.jspecify.annotations.NullMarked;
