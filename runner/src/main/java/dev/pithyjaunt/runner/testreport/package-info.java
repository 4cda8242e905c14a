/// What the tests of a command said, by name: read from the reports that tools leave and from what
/// they print.
@NullMarked
package dev.pithyjaunt.runner.testreport;

import org.jspecify.annotations.NullMarked;
