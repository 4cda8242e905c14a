/// Who may do what: accounts, their roles, API tokens.
@NullMarked
package dev.pithyjaunt.server.account;

import org.jspecify.annotations.NullMarked;
