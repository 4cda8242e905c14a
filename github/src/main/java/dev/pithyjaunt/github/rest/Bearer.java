package dev.pithyjaunt.github.rest;

import java.time.Instant;

/// What a call shows to be allowed.
public interface Bearer {

    /// Names who asks, for limits and remembered answers: the same for all tokens that one account
    /// gets after another. No secret.
    String account();

    /// The token to send. It is a secret.
    ///
    /// @param until by when the call must be done, getting a token included
    /// @throws ForgeException when there is none to be had
    String token(Instant until);

    /// Hears that a token was refused.
    ///
    /// @return whether [#token] gives another one that is worth a try
    boolean renew(String refused);
}
