/// The seam to model providers: conversations in, completions out, and the settings that choose a
/// model.
@NullMarked
package dev.pithyjaunt.agent.model;

import org.jspecify.annotations.NullMarked;
