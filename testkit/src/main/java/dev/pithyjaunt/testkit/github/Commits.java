package dev.pithyjaunt.testkit.github;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/// Commits, refs and branches as GitHub's answers show them.
record Commits(Views views) {

    /// What git says of one: tree, parents, author's name, mail and date, committer's, message.
    private static List<String> parts(StandInRepository repository, String commit) {
        String format = "%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B";
        String text = repository.git().run("show", "--no-patch", "--format=" + format, commit);
        return List.of(text.split("\0", -1));
    }

    ObjectNode simple(StandInRepository repository, String commit) {
        List<String> parts = parts(repository, commit);
        ObjectNode view =
                Views.object()
                        .put("id", commit)
                        .put("tree_id", parts.get(0))
                        .put("message", parts.get(8).strip())
                        .put("timestamp", parts.get(7));
        view.putObject("author").put("name", parts.get(2)).put("email", parts.get(3));
        view.putObject("committer").put("name", parts.get(5)).put("email", parts.get(6));
        return view;
    }

    ObjectNode full(StandInRepository repository, String commit) {
        List<String> parts = parts(repository, commit);
        String url = views.api(repository) + "/commits/" + commit;
        ObjectNode view =
                Views.object()
                        .put("sha", commit)
                        .put("node_id", "C_" + commit)
                        .put("url", url)
                        .put("html_url", views.web(repository) + "/commit/" + commit)
                        .put("comments_url", url + "/comments");
        view.set("commit", gitPart(repository, commit, parts));
        view.set("author", views.user(repository.owner()));
        view.set("committer", views.user(repository.owner()));
        view.set("parents", parents(repository, parts.get(1)));
        return view;
    }

    private ObjectNode gitPart(StandInRepository repository, String commit, List<String> parts) {
        ObjectNode git =
                Views.object()
                        .put("url", views.api(repository) + "/git/commits/" + commit)
                        .put("message", parts.get(8).strip())
                        .put("comment_count", 0);
        git.set("author", person(parts, 2));
        git.set("committer", person(parts, 5));
        git.putObject("tree")
                .put("sha", parts.get(0))
                .put("url", views.api(repository) + "/git/trees/" + parts.get(0));
        return git;
    }

    private static ObjectNode person(List<String> parts, int from) {
        return Views.object()
                .put("name", parts.get(from))
                .put("email", parts.get(from + 1))
                .put("date", parts.get(from + 2));
    }

    private ArrayNode parents(StandInRepository repository, String hashes) {
        ArrayNode parents = JsonNodeFactory.instance.arrayNode();
        for (String hash : hashes.isEmpty() ? new String[0] : hashes.split(" ", -1)) {
            parents.addObject()
                    .put("sha", hash)
                    .put("url", views.api(repository) + "/commits/" + hash)
                    .put("html_url", views.web(repository) + "/commit/" + hash);
        }
        return parents;
    }

    /// The commit as answers on contents show it.
    JsonNode ofContents(StandInRepository repository, String commit) {
        ObjectNode full = full(repository, commit);
        ObjectNode view = Views.object().put("sha", commit);
        view.setAll((ObjectNode) full.path("commit"));
        view.set("parents", full.path("parents"));
        return view.put("html_url", views.web(repository) + "/commit/" + commit);
    }

    ObjectNode branch(StandInRepository repository, String branch, String commit) {
        boolean isProtected = repository.protectedBranches().contains(branch);
        String url = views.api(repository) + "/branches/" + branch;
        ObjectNode view = Views.object().put("name", branch);
        view.set("commit", full(repository, commit));
        view.putObject("_links")
                .put("self", url)
                .put("html", views.web(repository) + "/tree/" + branch);
        view.putObject("protection").put("enabled", isProtected);
        return view.put("protected", isProtected).put("protection_url", url + "/protection");
    }

    ObjectNode ref(StandInRepository repository, String ref, String commit) {
        ObjectNode view =
                Views.object()
                        .put("ref", ref)
                        .put("node_id", "REF_" + ref)
                        .put("url", views.api(repository) + "/git/" + ref);
        view.putObject("object")
                .put("type", "commit")
                .put("sha", commit)
                .put("url", views.api(repository) + "/git/commits/" + commit);
        return view;
    }
}
