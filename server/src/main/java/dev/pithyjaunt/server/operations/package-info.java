/// What administrators see and do of the whole installation.
@NullMarked
package dev.pithyjaunt.server.operations;

import org.jspecify.annotations.NullMarked;
