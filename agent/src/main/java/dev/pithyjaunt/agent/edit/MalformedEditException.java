package dev.pithyjaunt.agent.edit;

/// An edit that the model began and did not finish, or stated so that it can't be read.
final class MalformedEditException extends RuntimeException {

    private final String path;
    private final String problem;
    private final String raw;

    MalformedEditException(String path, String problem, String raw) {
        super(problem);
        this.path = path;
        this.problem = problem;
        this.raw = raw;
    }

    /// Empty when none was named.
    String path() {
        return path;
    }

    String problem() {
        return problem;
    }

    String raw() {
        return raw;
    }
}
