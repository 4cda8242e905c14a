package dev.pithyjaunt.testkit.workflow;

/// Where something stands in a workflow file.
///
/// @param line 1-based
/// @param path the keys that lead there, such as `jobs.a.steps[0].run`
record Place(String file, int line, String path) {

    Place below(String key, int line) {
        return new Place(file, line, path.isEmpty() ? key : path + "." + key);
    }

    Place item(int index, int line) {
        return new Place(file, line, "%s[%d]".formatted(path, index));
    }

    WorkflowException refuse(String why) {
        return new WorkflowException(
                "%s, line %d, %s: %s".formatted(file, line, path.isEmpty() ? "top" : path, why));
    }
}
