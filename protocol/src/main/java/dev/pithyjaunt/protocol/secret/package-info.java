/// What secrets look like, and where a text holds one.
@NullMarked
package dev.pithyjaunt.protocol.secret;

import org.jspecify.annotations.NullMarked;
