/// The installation as a whole: what administrators see and do of it, what is deleted when it is
/// old, and backups.
@NullMarked
package dev.pithyjaunt.server.operations;

import org.jspecify.annotations.NullMarked;
