/// With what GitHub is asked: a token, or an app and the tokens of its installations.
@NullMarked
package dev.pithyjaunt.github.credential;

import org.jspecify.annotations.NullMarked;
