/// How people and programs come in: links, passwords, GitHub, sessions, throttling, and who gets
/// through to which address.
@NullMarked
package dev.pithyjaunt.server.signin;

import org.jspecify.annotations.NullMarked;
