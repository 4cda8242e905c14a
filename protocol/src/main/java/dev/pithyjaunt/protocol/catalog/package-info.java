/// What is known of model providers and their models without asking them: limits, prices, ends.
@NullMarked
package dev.pithyjaunt.protocol.catalog;

import org.jspecify.annotations.NullMarked;
