/// Surveys of connected repositories: asked for, made by the runner's program, and kept.
@NullMarked
package dev.pithyjaunt.server.repository.survey;

import org.jspecify.annotations.NullMarked;
