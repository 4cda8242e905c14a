@NullMarked
package dev.pithyjaunt.server.actions;

import org.jspecify.annotations.NullMarked;
