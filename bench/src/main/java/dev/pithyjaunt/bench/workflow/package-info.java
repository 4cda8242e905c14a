/// How long the real workflow file takes from a task to its pull request, on a stand-in for GitHub.
@NullMarked
package dev.pithyjaunt.bench.workflow;

import org.jspecify.annotations.NullMarked;
