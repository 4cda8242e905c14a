/// What source files define and refer to, by name.
@NullMarked
package dev.pithyjaunt.agent.symbol;

import org.jspecify.annotations.NullMarked;
