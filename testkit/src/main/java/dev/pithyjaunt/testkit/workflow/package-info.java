/// A stand-in for GitHub's runner: reads a workflow file and executes it with real shells, real git
/// and real signals. It refuses whatever it does not implement.
@NullMarked
package dev.pithyjaunt.testkit.workflow;

import org.jspecify.annotations.NullMarked;
