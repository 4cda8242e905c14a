/// What a repository is: its facts, branches and files.
@NullMarked
package dev.pithyjaunt.github.repository;

import org.jspecify.annotations.NullMarked;
