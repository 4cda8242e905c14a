/// What people are told by mail: how the executions of their tasks end.
@NullMarked
package dev.pithyjaunt.server.notification;

import org.jspecify.annotations.NullMarked;
