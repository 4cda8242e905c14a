@NullMarked
package dev.pithyjaunt.server.dispatch.github;

import org.jspecify.annotations.NullMarked;
