/// What is left when programs die, disks fill and networks lose things: real processes, broken on
/// purpose.
@NullMarked
package dev.pithyjaunt.bench.faults;

import org.jspecify.annotations.NullMarked;
