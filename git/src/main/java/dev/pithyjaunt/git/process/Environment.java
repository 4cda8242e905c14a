package dev.pithyjaunt.git.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which variables of this process's environment a child gets.
public final class Environment {

    /// What any program needs to find others and to print text; no setting, no secret.
    private static final List<String> BASIC =
            List.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR");

    private Environment() {}

    /// The basic variables, and those named.
    public static Map<String, String> basicAnd(List<String> names) {
        Map<String, String> own = System.getenv();
        Map<String, String> listed = new LinkedHashMap<>();
        for (List<String> list : List.of(BASIC, names)) {
            for (String name : list) {
                String value = own.get(name);
                if (value != null) {
                    listed.put(name, value);
                }
            }
        }
        return listed;
    }

    public static Map<String, String> basic() {
        return basicAnd(List.of());
    }
}
