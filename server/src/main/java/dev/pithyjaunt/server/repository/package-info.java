/// The repositories that people connected.
@NullMarked
package dev.pithyjaunt.server.repository;

import org.jspecify.annotations.NullMarked;
