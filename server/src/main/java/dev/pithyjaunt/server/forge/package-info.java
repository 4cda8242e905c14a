/// The GitHub that the settings name: who is asked, and as whom.
@NullMarked
package dev.pithyjaunt.server.forge;

import org.jspecify.annotations.NullMarked;
