/// Stand-ins for what lies outside, as real programs with small brains: a model provider and the
/// server's end of events on loopback, and git repositories in a folder.
@NullMarked
package dev.pithyjaunt.testkit;

import org.jspecify.annotations.NullMarked;
