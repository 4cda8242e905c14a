/// Tokens and money that executions took.
@NullMarked
package dev.pithyjaunt.server.usage;

import org.jspecify.annotations.NullMarked;
