/// Deliveries of runners: whose they are, and what they change, exactly once.
@NullMarked
package dev.pithyjaunt.server.event;

import org.jspecify.annotations.NullMarked;
