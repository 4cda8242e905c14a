/// Where code of a repository runs: what it sees, what it may take, and how all of it is ended.
@NullMarked
package dev.pithyjaunt.runner.sandbox;

import org.jspecify.annotations.NullMarked;
