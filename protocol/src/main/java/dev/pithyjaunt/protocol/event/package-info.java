/// What a runner tells the server while it works, and what the server answers.
@NullMarked
package dev.pithyjaunt.protocol.event;

import org.jspecify.annotations.NullMarked;
