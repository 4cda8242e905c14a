/// Conversations and tools as langchain4j takes them, and the requests that it writes of them.
@NullMarked
package dev.pithyjaunt.agent.model.langchain;

import org.jspecify.annotations.NullMarked;
