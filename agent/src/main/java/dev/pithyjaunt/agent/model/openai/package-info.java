/// Models behind OpenAI's chat completions and responses, whoever serves them.
@NullMarked
package dev.pithyjaunt.agent.model.openai;

import org.jspecify.annotations.NullMarked;
