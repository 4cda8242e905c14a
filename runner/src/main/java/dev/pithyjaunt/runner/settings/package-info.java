/// The names of .env and of the environment.
@NullMarked
package dev.pithyjaunt.runner.settings;

import org.jspecify.annotations.NullMarked;
