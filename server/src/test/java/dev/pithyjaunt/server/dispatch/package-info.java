@NullMarked
package dev.pithyjaunt.server.dispatch;

import org.jspecify.annotations.NullMarked;
