/// Requests that nobody sane sends, at every endpoint.
@NullMarked
package dev.pithyjaunt.server.fuzz;

import org.jspecify.annotations.NullMarked;
