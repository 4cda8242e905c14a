package dev.pithyjaunt.testkit.workflow;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What surrounds the runs of a repository.
///
/// @param repository as `owner/name`
/// @param sha the commit at the head of the default branch
/// @param tokens gives each job its token
/// @param passed variables that each step gets, such as `http_proxy`
/// @param path where programs are found
/// @param tools what the setup actions may choose
/// @param folder below which runs get their folders
/// @param idToken URL and token that a job with `id-token: write` is given, or empty
public record Setup(
        String repository,
        long repositoryId,
        String defaultBranch,
        String sha,
        String actor,
        String serverUrl,
        String apiUrl,
        String graphqlUrl,
        Map<String, String> secrets,
        Tokens tokens,
        Map<String, String> passed,
        String path,
        List<Tool> tools,
        Path folder,
        Limits limits,
        Map<String, String> idToken) {

    public Setup {
        secrets = Map.copyOf(secrets);
        passed = Map.copyOf(passed);
        tools = List.copyOf(tools);
        idToken = Map.copyOf(idToken);
    }

    String owner() {
        return repository.substring(0, repository.indexOf('/'));
    }

    /// Secrets stay out of what is printed.
    @Override
    public String toString() {
        return "Setup of " + repository + " in " + folder;
    }

    /// Gives a job its token.
    @FunctionalInterface
    public interface Tokens {
        /// @param permissions levels by scope, without those that are `none`
        String token(String jobId, Map<String, String> permissions);
    }

    /// @param kind `java`, `node` or `python`
    /// @param version as a workflow asks for it
    public record Tool(String kind, String version, Path home) {}
}
