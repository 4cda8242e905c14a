package dev.pithyjaunt.github.repository;

import dev.pithyjaunt.github.rest.Call;
import dev.pithyjaunt.github.rest.Fields;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Session;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/// Calls about a repository itself and its branches.
///
/// Source: <https://docs.github.com/en/rest/repos/repos>
public record Repositories(Session session, RepositoryName name) {

    private static final int UNPROCESSABLE = 422;

    /// @throws ForgeException when there is none that the credential may see
    public Repository get() {
        return Repository.of(
                session.send(Call.get("reading the repository " + name, name.path())).fields());
    }

    /// Empty when there is none of that name.
    public Optional<Branch> findBranch(String branch) {
        return session.find(
                        Call.get(
                                "reading the branch %s of %s".formatted(branch, name),
                                name.path() + "/branches/" + Call.escaped(branch)))
                .map(found ->
                        new Branch(
                                found.text("name"),
                                found.object("commit").text("sha"),
                                found.flag("protected")));
    }

    /// @param commit the hash where it begins
    public BranchCreation createBranch(String branch, String commit) {
        ObjectNode body =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("ref", "refs/heads/" + branch)
                        .put("sha", commit);
        Call call =
                Call.post(
                        "creating the branch %s of %s at %s".formatted(branch, name, commit),
                        name.path() + "/git/refs",
                        body);
        return session.verified(
                () -> {
                    try {
                        session.send(call);
                        return BranchCreation.CREATED;
                    } catch (ForgeException refused) {
                        // GitHub answers 422 for a hash that is none as well.
                        if (refused.status().orElse(0) == UNPROCESSABLE
                                && findBranch(branch).isPresent()) {
                            return BranchCreation.EXISTED;
                        }
                        throw refused;
                    }
                },
                () ->
                        findBranch(branch)
                                .filter(found -> found.head().equals(commit))
                                .map(_ -> BranchCreation.CREATED));
    }

    /// What a person may do here.
    public Role role(String login) {
        return session.find(
                        Call.get(
                                "reading what %s may do in %s".formatted(login, name),
                                "%s/collaborators/%s/permission"
                                        .formatted(name.path(), Call.encoded(login))))
                .map(Repositories::role)
                .orElse(Role.NONE);
    }

    /// GitHub folds `maintain` into `write` and `triage` into `read` here.
    private static Role role(Fields found) {
        return switch (found.text("permission")) {
            case "admin" -> Role.ADMIN;
            case "write", "maintain" -> Role.WRITE;
            case "read", "triage" -> Role.READ;
            default -> Role.NONE;
        };
    }
}
