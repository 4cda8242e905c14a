/// A client for GitHub's REST API: [GitHub] is where it begins.
@NullMarked
package dev.pithyjaunt.github;

import org.jspecify.annotations.NullMarked;
