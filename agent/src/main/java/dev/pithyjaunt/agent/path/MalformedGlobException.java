package dev.pithyjaunt.agent.path;

/// A text that is no [Glob].
public final class MalformedGlobException extends RuntimeException {

    private final String glob;
    private final String problem;

    MalformedGlobException(String glob, String problem) {
        super("\"%s\" is no glob: %s".formatted(glob, problem));
        this.glob = glob;
        this.problem = problem;
    }

    public String glob() {
        return glob;
    }

    public String problem() {
        return problem;
    }
}
