/// What runner and server say to each other, as values: requests, reports, evidence, usage, and the
/// redaction of all that travels.
@NullMarked
package dev.pithyjaunt.protocol;

import org.jspecify.annotations.NullMarked;
