/// Conversations with models on disk, message by message, and played again from there.
@NullMarked
package dev.pithyjaunt.agent.transcript;

import org.jspecify.annotations.NullMarked;
