/// How people and programs come in: sign-in links, sessions, and who gets through to which address.
@NullMarked
package dev.pithyjaunt.server.signin;

import org.jspecify.annotations.NullMarked;
