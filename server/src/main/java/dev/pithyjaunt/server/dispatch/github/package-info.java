/// Executions on GitHub: the dispatch to a repository's workflow, and the watch over its runs.
@NullMarked
package dev.pithyjaunt.server.dispatch.github;

import org.jspecify.annotations.NullMarked;
