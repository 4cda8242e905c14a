/// Stand-ins for what lies outside, as real programs with small brains: a model provider on
/// loopback and git repositories in a folder.
@NullMarked
package dev.pithyjaunt.testkit;

import org.jspecify.annotations.NullMarked;
