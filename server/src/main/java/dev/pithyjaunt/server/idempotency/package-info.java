/// Requests that are sent again because their answer was not seen: done once, answered the same.
@NullMarked
package dev.pithyjaunt.server.idempotency;

import org.jspecify.annotations.NullMarked;
