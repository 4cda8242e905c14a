package dev.pithyjaunt.protocol.secret;

import java.util.List;
import java.util.regex.Pattern;

/// One kind of secret: a row of `secret-rules.tsv`.
///
/// @param id a word for it, stable
/// @param name for people, as in "a GitHub token"
/// @param basis what it is told by
/// @param keywords in lower case; a text that has none of them holds no such secret
/// @param minEntropy bits per character that the value has at least; 0 where its shape says enough
/// @param pattern finds it; its value is group 1, or all of it when there is no group
public record SecretRule(
        String id,
        String name,
        Basis basis,
        List<String> keywords,
        double minEntropy,
        Pattern pattern) {

    public SecretRule {
        keywords = List.copyOf(keywords);
    }

    /// What a kind of secret is told by.
    public enum Basis {
        /// Its own shape: nothing else looks like it.
        SHAPE,
        /// What stands beside it, such as the name that it is assigned to.
        CONTEXT
    }
}
