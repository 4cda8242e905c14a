/// Accounts as administrators keep them, and each person their own.
@NullMarked
package dev.pithyjaunt.server.administration;

import org.jspecify.annotations.NullMarked;
