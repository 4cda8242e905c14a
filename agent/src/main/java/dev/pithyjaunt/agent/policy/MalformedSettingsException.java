package dev.pithyjaunt.agent.policy;

/// The repository's own settings can't be taken, so nothing is judged by them.
public final class MalformedSettingsException extends RuntimeException {

    private final String file;
    private final String key;
    private final String problem;

    /// @param key with dots, as `limits.files`; empty when it is about the whole file
    MalformedSettingsException(String file, String key, String problem) {
        this.file = file;
        this.key = key;
        this.problem = problem;
    }

    @Override
    public String getMessage() {
        return file + ": " + (key.isEmpty() ? "" : key + " ") + problem;
    }

    public String file() {
        return file;
    }

    public String key() {
        return key;
    }

    public String problem() {
        return problem;
    }
}
