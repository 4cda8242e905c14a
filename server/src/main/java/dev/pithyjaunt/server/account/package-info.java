/// Who may do what: accounts, sign-in links, sessions, API tokens.
@NullMarked
package dev.pithyjaunt.server.account;

import org.jspecify.annotations.NullMarked;
