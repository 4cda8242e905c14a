package dev.pithyjaunt.testkit.github;

import tools.jackson.databind.node.ObjectNode;

import java.util.Base64;
import java.util.List;

/// Branches, commits, refs and files.
final class ContentEndpoints {

    private static final String REPO = "/repos/{owner}/{repo}";
    private static final String PROTECTED = "Protected branch update failed for ";

    private ContentEndpoints() {}

    static List<Route> routes() {
        return List.of(
                Route.granted(
                        "GET",
                        REPO + "/branches/{branch}/protection",
                        "administration:read",
                        ContentEndpoints::protection),
                Route.granted(
                        "GET",
                        REPO + "/branches/{branch}",
                        "contents:read",
                        ContentEndpoints::branch),
                Route.granted(
                        "GET", REPO + "/commits/{ref}", "contents:read", ContentEndpoints::commit),
                Route.granted(
                        "GET", REPO + "/contents/{path}", "contents:read", ContentEndpoints::file),
                Route.granted(
                        "PUT", REPO + "/contents/{path}", "contents:write", ContentEndpoints::put),
                Route.granted(
                        "GET", REPO + "/git/ref/{ref}", "contents:read", ContentEndpoints::ref),
                Route.granted(
                        "POST", REPO + "/git/refs", "contents:write", ContentEndpoints::createRef),
                Route.granted(
                        "PATCH",
                        REPO + "/git/refs/{ref}",
                        "contents:write",
                        ContentEndpoints::move),
                Route.granted(
                        "DELETE",
                        REPO + "/git/refs/{ref}",
                        "contents:write",
                        ContentEndpoints::delete));
    }

    private static Reply protection(Call call) {
        String branch = call.parameter("branch");
        String commit = call.repository().branch(branch).orElse("");
        if (commit.isEmpty()) {
            throw new Refused(404, "Branch not found");
        }
        if (!call.repository().protectedBranches().contains(branch)) {
            throw new Refused(404, "Branch not protected");
        }
        ObjectNode view = Views.object().put("enabled", true);
        view.put(
                "url", call.views().api(call.repository()) + "/branches/" + branch + "/protection");
        view.putObject("required_pull_request_reviews")
                .put("dismiss_stale_reviews", false)
                .put("require_code_owner_reviews", false);
        return Reply.json(200, view);
    }

    private static Reply branch(Call call) {
        String branch = call.parameter("branch");
        String commit =
                call.repository()
                        .branch(branch)
                        .orElseThrow(() -> new Refused(404, "Branch not found"));
        return Reply.json(200, new Commits(call.views()).branch(call.repository(), branch, commit));
    }

    private static Reply commit(Call call) {
        String ref = call.parameter("ref");
        String commit =
                call.repository()
                        .git()
                        .commit(ref)
                        .orElseThrow(() -> new Refused(422, "No commit found for SHA: " + ref));
        return Reply.json(200, new Commits(call.views()).full(call.repository(), commit));
    }

    private static Reply file(Call call) {
        StandInRepository repository = call.repository();
        String ref = call.ask().parameter("ref").orElse(repository.defaultBranch());
        String path = call.parameter("path");
        String object = ref + ":" + path;
        String blob = repository.git().find("rev-parse", "--verify", "--quiet", object).orElse("");
        if (blob.isEmpty() || !repository.git().run("cat-file", "-t", blob).equals("blob")) {
            throw Refused.notFound();
        }
        return Reply.json(200, file(call, path, ref, blob));
    }

    private static ObjectNode file(Call call, String path, String ref, String blob) {
        StandInRepository repository = call.repository();
        byte[] bytes =
                repository
                        .git()
                        .run("cat-file", "blob", blob)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int size = Integer.parseInt(repository.git().run("cat-file", "-s", blob));
        if (size == bytes.length + 1) {
            bytes = java.util.Arrays.copyOf(bytes, size);
            bytes[size - 1] = '\n';
        }
        Views views = call.views();
        String url = views.api(repository) + "/contents/" + path + "?ref=" + ref;
        String git = views.api(repository) + "/git/blobs/" + blob;
        String html = views.web(repository) + "/blob/" + ref + "/" + path;
        ObjectNode view =
                Views.object()
                        .put("type", "file")
                        .put("encoding", "base64")
                        .put("size", size)
                        .put("name", path.substring(path.lastIndexOf('/') + 1))
                        .put("path", path)
                        .put("content", Base64.getMimeEncoder().encodeToString(bytes))
                        .put("sha", blob)
                        .put("url", url)
                        .put("git_url", git)
                        .put("html_url", html)
                        .put("download_url", views.web(repository) + "/raw/" + ref + "/" + path);
        view.putObject("_links").put("self", url).put("git", git).put("html", html);
        return view;
    }

    private static Reply put(Call call) {
        StandInRepository repository = call.repository();
        Ask ask = call.ask();
        String path = call.parameter("path");
        if (path.startsWith(".github/workflows/") && !call.caller().grants("workflows:write")) {
            throw Gate.missing(call.caller());
        }
        String branch = ask.text("branch").orElse(repository.defaultBranch());
        String head =
                repository
                        .branch(branch)
                        .orElseThrow(() -> new Refused(404, "Branch " + branch + " not found"));
        refuseProtected(repository, "refs/heads/" + branch);
        String before =
                repository
                        .git()
                        .find("rev-parse", "--verify", "--quiet", head + ":" + path)
                        .orElse("");
        String known = ask.text("sha").orElse("");
        if (!before.equals(known)) {
            throw known.isEmpty()
                    ? new Refused(422, "Invalid request.\n\n\"sha\" wasn't supplied.")
                    : new Refused(409, path + " does not match " + known);
        }
        String message = ask.text("message").orElse("");
        byte[] content = Base64.getMimeDecoder().decode(ask.text("content").orElse(""));
        String blob = repository.git().blob(content);
        String tree = repository.git().treeWith(head, path, blob);
        String commit = repository.git().run("commit-tree", tree, "-p", head, "-m", message);
        if (!repository.git().update("refs/heads/" + branch, commit, head)) {
            throw new Refused(409, "is at another commit but expected " + head);
        }
        ObjectNode view = Views.object();
        view.set("content", file(call, path, branch, blob));
        view.set("commit", new Commits(call.views()).ofContents(repository, commit));
        return Reply.json(before.isEmpty() ? 201 : 200, view);
    }

    private static Reply ref(Call call) {
        String ref = "refs/" + call.parameter("ref");
        return Reply.json(
                200, new Commits(call.views()).ref(call.repository(), ref, known(call, ref, 404)));
    }

    private static String known(Call call, String ref, int status) {
        return call.repository()
                .git()
                .find("rev-parse", "--verify", "--quiet", "--end-of-options", ref)
                .orElseThrow(() ->
                        status == 404
                                ? Refused.notFound()
                                : new Refused(422, "Reference does not exist"));
    }

    private static Reply createRef(Call call) {
        StandInRepository repository = call.repository();
        String ref = call.ask().text("ref").orElse("");
        if (!ref.matches("refs/[^/]+/.+")
                || repository.git().find("check-ref-format", ref).isEmpty()) {
            throw new Refused(422, ref + " is not a valid ref name.");
        }
        String commit = object(call);
        if (!repository.git().update(ref, commit, "")) {
            throw new Refused(422, "Reference already exists");
        }
        return Reply.json(201, new Commits(call.views()).ref(repository, ref, commit));
    }

    private static String object(Call call) {
        return call.ask()
                .text("sha")
                .filter(sha -> sha.matches("[0-9a-f]{40}"))
                .flatMap(call.repository().git()::commit)
                .orElseThrow(() -> new Refused(422, "Object does not exist"));
    }

    private static Reply move(Call call) {
        StandInRepository repository = call.repository();
        String ref = "refs/" + call.parameter("ref");
        String old = known(call, ref, 422);
        String commit = object(call);
        refuseProtected(repository, ref);
        boolean forward =
                repository.git().find("merge-base", "--is-ancestor", old, commit).isPresent();
        if (!forward && !call.ask().json().path("force").asBoolean(false)) {
            throw new Refused(422, "Update is not a fast forward");
        }
        if (!repository.git().update(ref, commit, old)) {
            throw new Refused(409, "Reference cannot be updated");
        }
        return Reply.json(200, new Commits(call.views()).ref(repository, ref, commit));
    }

    private static Reply delete(Call call) {
        String ref = "refs/" + call.parameter("ref");
        String old = known(call, ref, 422);
        refuseProtected(call.repository(), ref);
        call.repository().git().run("update-ref", "-d", ref, old);
        return Reply.empty(204);
    }

    private static void refuseProtected(StandInRepository repository, String ref) {
        if (repository.protectedBranches().contains(ref.replaceFirst("^refs/heads/", ""))) {
            throw new Refused(422, PROTECTED + ref);
        }
    }
}
