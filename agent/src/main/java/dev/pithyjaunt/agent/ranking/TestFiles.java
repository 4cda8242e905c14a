package dev.pithyjaunt.agent.ranking;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells tests by their paths, and what they test by their names.
public final class TestFiles {

    private static final Set<String> FOLDERS =
            Set.of(
                    "__mocks__",
                    "__tests__",
                    "e2e",
                    "fixtures",
                    "spec",
                    "specs",
                    "test",
                    "testdata",
                    "testing",
                    "tests");

    /// One of which every test's path holds.
    private static final List<String> PARTS =
            List.of("test", "spec", "mock", "e2e", "fixture", "it/", "it.");

    /// In the names of folders, such as `unit-tests`, `Core.UnitTests` and `androidTest`.
    private static final Pattern FOLDER =
            Pattern.compile("(?i:tests?[-_.].*|.*[-_.](?:unit|integration)?tests?)|.*[a-z]Tests?");

    /// Maven's integration tests. Elsewhere a folder of this name holds Italian.
    private static final Pattern INTEGRATION = Pattern.compile("(?:.*/)?src/it/.*");

    /// In the names of files, without their ending.
    private static final Pattern NAME =
            Pattern.compile(
                    "(?:tests?|specs?)[-_.](.+)|(.+)[-_.](?:tests?|specs?|IT)|(.*[a-z0-9])(?:Tests?|TestCase|Specs?|IT)|Test([A-Z].*)|(?:conftest|tests?)()");

    private TestFiles() {}

    public static boolean isTest(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (PARTS.stream().noneMatch(lower::contains)) {
            return false;
        }
        int name = path.lastIndexOf('/') + 1;
        for (String folder : path.substring(0, name).split("/", -1)) {
            if (FOLDERS.contains(folder.toLowerCase(Locale.ROOT))
                    || FOLDER.matcher(folder).matches()) {
                return true;
            }
        }
        return NAME.matcher(stem(path)).matches() || INTEGRATION.matcher(path).matches();
    }

    /// What both a file and its tests are named for, in lower case.
    static String subject(String path) {
        var name = NAME.matcher(stem(path));
        if (name.matches()) {
            for (int group = 1; group <= name.groupCount(); group++) {
                if (name.group(group) != null) {
                    return name.group(group).toLowerCase(Locale.ROOT);
                }
            }
        }
        return stem(path).toLowerCase(Locale.ROOT);
    }

    private static String stem(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
