/// What every feature stands on: settings, the database, JSON, and the form of failures.
@NullMarked
package dev.pithyjaunt.server.platform;

import org.jspecify.annotations.NullMarked;
