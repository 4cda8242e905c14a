/// A stand-in for GitHub on loopback with real git repositories: REST, GraphQL as far as `gh` asks,
/// git over HTTP, workflow runs, and faults on order.
@NullMarked
package dev.pithyjaunt.testkit.github;

import org.jspecify.annotations.NullMarked;
