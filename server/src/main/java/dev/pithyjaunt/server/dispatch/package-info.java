/// Accepting and stopping executions, and what their backends share.
@NullMarked
package dev.pithyjaunt.server.dispatch;

import org.jspecify.annotations.NullMarked;
