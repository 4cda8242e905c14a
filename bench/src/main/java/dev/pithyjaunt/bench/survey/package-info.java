/// How far the survey agrees with what linguist, cloc and ctags say of the same commits.
@NullMarked
package dev.pithyjaunt.bench.survey;

import org.jspecify.annotations.NullMarked;
