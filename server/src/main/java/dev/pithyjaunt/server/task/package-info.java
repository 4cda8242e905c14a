/// What people ask for, kept.
@NullMarked
package dev.pithyjaunt.server.task;

import org.jspecify.annotations.NullMarked;
