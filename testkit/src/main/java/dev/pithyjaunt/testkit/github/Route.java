package dev.pithyjaunt.testkit.github;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One endpoint.
///
/// @param template as GitHub's description has it, such as `/repos/{owner}/{repo}`
/// @param access who may ask
record Route(
        String method,
        String template,
        Pattern pattern,
        List<String> names,
        Access access,
        Handler handler) {

    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z_]+)}");

    /// Those that may hold slashes.
    private static final Set<String> LONG = Set.of("path", "ref", "branch");

    /// What answers.
    @FunctionalInterface
    interface Handler {
        Reply reply(Call call);
    }

    /// Who may ask.
    sealed interface Access {

        record Anyone() implements Access {}

        /// Any token but that of an App.
        record Somebody() implements Access {}

        record App() implements Access {}

        /// A token with one of these on the repository of the path, such as `contents:write`.
        record Granted(List<String> grants) implements Access {}
    }

    static Route of(String method, String template, Access access, Handler handler) {
        List<String> names = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(template);
        StringBuilder regex = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            names.add(matcher.group(1));
            regex.append(Pattern.quote(template.substring(end, matcher.start())))
                    .append(LONG.contains(matcher.group(1)) ? "(.+)" : "([^/]+)");
            end = matcher.end();
        }
        regex.append(Pattern.quote(template.substring(end)));
        return new Route(
                method, template, Pattern.compile(regex.toString()), names, access, handler);
    }

    static Route granted(String method, String template, String grant, Handler handler) {
        return of(method, template, new Access.Granted(List.of(grant.split(" ", -1))), handler);
    }

    /// The parameters of a path, decoded, when it is one of this endpoint's.
    Optional<Map<String, String>> match(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        MatchResult result = matcher.toMatchResult();
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String raw = result.group(i + 1).replace("+", "%2B");
            parameters.put(names.get(i), URLDecoder.decode(raw, StandardCharsets.UTF_8));
        }
        return Optional.of(parameters);
    }
}
