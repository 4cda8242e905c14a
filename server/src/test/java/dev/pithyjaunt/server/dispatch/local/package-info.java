@NullMarked
package dev.pithyjaunt.server.dispatch.local;

import org.jspecify.annotations.NullMarked;
