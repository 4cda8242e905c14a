/// Source code of many languages as trees: the grammars, and how they are brought into the process.
@NullMarked
package dev.pithyjaunt.agent.grammar;

import org.jspecify.annotations.NullMarked;
