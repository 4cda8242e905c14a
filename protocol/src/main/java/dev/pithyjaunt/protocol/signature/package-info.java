/// Who sent a message and that nobody changed it: secrets, and signatures over the bytes as they
/// travel.
@NullMarked
package dev.pithyjaunt.protocol.signature;

import org.jspecify.annotations.NullMarked;
