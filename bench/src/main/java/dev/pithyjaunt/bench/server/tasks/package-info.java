/// Many tasks at once on a server's own machine.
@NullMarked
package dev.pithyjaunt.bench.server.tasks;

import org.jspecify.annotations.NullMarked;
