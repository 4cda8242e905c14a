/// How a repository is built and tested, as its manifests say, and the documents to read first.
@NullMarked
package dev.pithyjaunt.agent.build;

import org.jspecify.annotations.NullMarked;
