package dev.pithyjaunt.github.repository;

import dev.pithyjaunt.github.rest.Call;
import dev.pithyjaunt.github.rest.Fields;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.RepositoryName;
import dev.pithyjaunt.github.rest.Session;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Calls about single files, without git.
///
/// Source: <https://docs.github.com/en/rest/repos/contents>
public record Contents(Session session, RepositoryName name) {

    /// Empty when there is none; of up to 1 MB, GitHub's bound.
    ///
    /// @param ref a branch, tag or commit
    /// @throws ForgeException when the path is a folder's, or the file is larger
    public Optional<FileContent> find(String path, String ref) {
        Call call =
                Call.get(
                                "reading %s of %s at %s".formatted(path, name, ref),
                                address(path) + "?ref=" + Call.encoded(ref))
                        .expecting(404);
        var answer = session.send(call);
        if (!answer.isSuccess()) {
            return Optional.empty();
        }
        Fields file = answer.fields();
        if (!file.findText("encoding").orElse("").equals("base64")) {
            throw answer.unexpected("no content of a file of up to 1 MB");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(file.text("content"));
            return Optional.of(new FileContent(file.text("sha"), bytes));
        } catch (IllegalArgumentException _) {
            throw answer.unexpected("content that is not Base64");
        }
    }

    /// Commits one file to a branch.
    ///
    /// @param replaced the blob that is there; empty for a new file
    /// @return the hash of the commit; when no answer said it, the branch's head after it
    /// @throws ForgeException of the kind CONFLICT or INVALID when something else is there
    public String put(
            String path, String branch, byte[] bytes, String message, Optional<String> replaced) {
        ObjectNode body =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("message", message)
                        .put("content", Base64.getEncoder().encodeToString(bytes))
                        .put("branch", branch);
        replaced.ifPresent(blob -> body.put("sha", blob));
        Call call =
                Call.put(
                        "writing %s to the branch %s of %s".formatted(path, branch, name),
                        address(path),
                        body);
        return session.verified(
                () -> session.send(call).fields().object("commit").text("sha"),
                () ->
                        find(path, branch)
                                .filter(found -> Arrays.equals(found.bytes(), bytes))
                                .flatMap(_ -> new Repositories(session, name).findBranch(branch))
                                .map(Branch::head));
    }

    private String address(String path) {
        return name.path() + "/contents/" + Call.escaped(path);
    }
}
