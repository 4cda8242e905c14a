/// How fast the built server is, as a program of its own, and what it takes.
@NullMarked
package dev.pithyjaunt.bench.server;

import org.jspecify.annotations.NullMarked;
