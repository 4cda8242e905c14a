package dev.pithyjaunt.git.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which variables of this process's environment a child gets.
public final class Environment {

    /// What any program needs to find others and to print text; no setting, no secret.
    private static final List<String> BASIC =
            List.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR");

    /// What build tools need beside these: where a JDK is, options of theirs, and which authorities
    /// are trusted where a company has its own.
    public static final List<String> TOOLS =
            List.of(
                    "JAVA_HOME",
                    "MAVEN_OPTS",
                    "NODE_PATH",
                    "CURL_CA_BUNDLE",
                    "GIT_SSL_CAINFO",
                    "NODE_EXTRA_CA_CERTS",
                    "PIP_CERT",
                    "REQUESTS_CA_BUNDLE",
                    "SSL_CERT_DIR",
                    "SSL_CERT_FILE");

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
