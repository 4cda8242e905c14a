/// The choice of the wire protocol for a model.
@NullMarked
package dev.pithyjaunt.agent.model.provider;

import org.jspecify.annotations.NullMarked;
