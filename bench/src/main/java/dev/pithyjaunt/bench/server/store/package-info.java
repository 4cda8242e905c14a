/// How soon a server answers that has much in its store.
@NullMarked
package dev.pithyjaunt.bench.server.store;

import org.jspecify.annotations.NullMarked;
