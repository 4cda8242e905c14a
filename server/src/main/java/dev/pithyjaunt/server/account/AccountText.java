package dev.pithyjaunt.server.account;

import java.util.regex.Pattern;

/// What may stand in the parts of an account that people write.
public final class AccountText {

    public static final int MAX_NAME = 100;

    private static final int MAX_EMAIL = 254;

    /// What mail takes as one address without quoting; nothing with which a header goes on.
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*");

    /// Users whom a company manages have its name behind an underscore.
    private static final Pattern GITHUB_LOGIN =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})");

    private AccountText() {}

    /// @param name without white space around it
    public static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.codePoints()
                        .noneMatch(c ->
                                Character.isISOControl(c)
                                        || Character.getType(c) == Character.FORMAT);
    }

    public static boolean isEmail(String text) {
        return text.length() <= MAX_EMAIL && EMAIL.matcher(text).matches();
    }

    public static boolean isGitHubLogin(String text) {
        return GITHUB_LOGIN.matcher(text).matches();
    }
}
