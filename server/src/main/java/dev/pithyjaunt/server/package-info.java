/// The server program.
@NullMarked
package dev.pithyjaunt.server;

import org.jspecify.annotations.NullMarked;
