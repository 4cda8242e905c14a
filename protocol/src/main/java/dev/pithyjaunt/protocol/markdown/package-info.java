/// What a forge shows of an execution, as Markdown in which the text of others stays text.
@NullMarked
package dev.pithyjaunt.protocol.markdown;

import org.jspecify.annotations.NullMarked;
