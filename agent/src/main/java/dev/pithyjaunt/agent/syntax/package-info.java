/// What a change breaks in a file's syntax, as far as its grammar knows the language.
@NullMarked
package dev.pithyjaunt.agent.syntax;

import org.jspecify.annotations.NullMarked;
