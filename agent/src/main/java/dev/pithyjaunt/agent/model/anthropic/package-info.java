/// Models behind Anthropic's messages.
@NullMarked
package dev.pithyjaunt.agent.model.anthropic;

import org.jspecify.annotations.NullMarked;
