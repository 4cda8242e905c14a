/// One call to GitHub: its address, limits, retries, memory of answers, and failures in words.
@NullMarked
package dev.pithyjaunt.github.rest;

import org.jspecify.annotations.NullMarked;
