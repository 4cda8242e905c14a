/// What a phase tells the server while it works, and what it keeps for later when the server does
/// not listen. The phase goes on either way.
@NullMarked
package dev.pithyjaunt.runner.event;

import org.jspecify.annotations.NullMarked;
