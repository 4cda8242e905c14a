package dev.pithyjaunt.testkit.github;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The values of the stand-in as GitHub's answers show them.
record Views(Addresses addresses) {

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static <T> ArrayNode list(List<T> values, Function<T, ObjectNode> view) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> array.add(view.apply(value)));
        return array;
    }

    static ArrayNode strings(Iterable<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }

    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static long userId(String login) {
        return 1_000_000L + Math.floorMod(login.hashCode(), 1_000_000);
    }

    private Map<String, String> values(String name, String value) {
        return Map.of("api", addresses.api(), "web", addresses.web(), name, value);
    }

    ObjectNode user(String login) {
        ObjectNode user =
                Template.filled(
                        "user", values("login", login.replace("[", "%5B").replace("]", "%5D")));
        return user.put("login", login)
                .put("id", userId(login))
                .put("node_id", "U_" + userId(login))
                .put("type", login.endsWith("[bot]") ? "Bot" : "User");
    }

    ObjectNode account(String login) {
        ObjectNode account = user(login);
        account.setAll(Template.filled("account", Map.of()));
        return account;
    }

    ObjectNode repository(StandInRepository repository) {
        ObjectNode view = Template.filled("repository", values("full", repository.fullName()));
        view.set("owner", user(repository.owner()));
        return view.put("id", repository.id())
                .put("node_id", "R_" + repository.id())
                .put("name", repository.name())
                .put("full_name", repository.fullName())
                .put("private", repository.isPrivate())
                .put("visibility", repository.isPrivate() ? "private" : "public")
                .put("archived", repository.isArchived())
                .put("default_branch", repository.defaultBranch())
                .put("created_at", time(repository.createdAt()));
    }

    String api(StandInRepository repository) {
        return addresses.api() + "/repos/" + repository.fullName();
    }

    String web(StandInRepository repository) {
        return addresses.web() + "/" + repository.fullName();
    }

    ObjectNode workflow(StandInRepository repository, WorkflowFile file) {
        long id = repository.workflowId(file.path());
        return object().put("id", id)
                .put("node_id", "W_" + id)
                .put("name", file.name())
                .put("path", file.path())
                .put("state", "active")
                .put("created_at", time(repository.createdAt()))
                .put("updated_at", time(repository.createdAt()))
                .put("url", api(repository) + "/actions/workflows/" + id)
                .put("html_url", web(repository) + "/blob/HEAD/" + file.path())
                .put("badge_url", web(repository) + "/workflows/" + id + "/badge.svg");
    }

    ObjectNode run(StandInRun run) {
        StandInRepository repository = run.repository();
        StandInRun.Origin origin = run.origin();
        long workflow = repository.workflowId(origin.workflow());
        ObjectNode view =
                Template.filled(
                        "run",
                        Map.of(
                                "api", addresses.api(),
                                "web", addresses.web(),
                                "full", repository.fullName(),
                                "id", Long.toString(run.id()),
                                "workflow", Long.toString(workflow)));
        view.set("repository", repository(repository));
        view.set("head_repository", repository(repository));
        view.set("actor", user(origin.actor()));
        view.set("triggering_actor", user(origin.actor()));
        view.set("head_commit", new Commits(this).simple(repository, origin.commit()));
        return view.put("id", run.id())
                .put("node_id", "WFR_" + run.id())
                .put("name", origin.workflowName())
                .put("head_branch", origin.ref().replaceFirst("refs/(heads|tags)/", ""))
                .put("head_sha", origin.commit())
                .put("path", origin.workflow())
                .put("display_title", run.displayTitle())
                .put("run_number", origin.number())
                .put("run_attempt", origin.attempt())
                .put("event", origin.event())
                .put("status", run.status())
                .put("conclusion", run.conclusion())
                .put("workflow_id", workflow)
                .put("created_at", time(run.createdAt()))
                .put("run_started_at", time(run.createdAt()))
                .put("updated_at", time(run.updatedAt()));
    }

    ObjectNode job(StandInRun run, StandInJob job) {
        ObjectNode view =
                Template.filled(
                        "job",
                        Map.of(
                                "api", addresses.api(),
                                "web", addresses.web(),
                                "full", run.repository().fullName(),
                                "id", Long.toString(job.id()),
                                "run", Long.toString(run.id())));
        Instant end = job.completedAt();
        return view.put("id", job.id())
                .put("node_id", "CR_" + job.id())
                .put("run_id", run.id())
                .put("run_attempt", run.origin().attempt())
                .put("name", job.name())
                .put("head_sha", run.origin().commit())
                .put("head_branch", run.origin().ref().replaceFirst("refs/(heads|tags)/", ""))
                .put("workflow_name", run.origin().workflowName())
                .put("status", job.status())
                .put("conclusion", job.conclusion())
                .put("created_at", time(job.startedAt()))
                .put("started_at", time(job.startedAt()))
                .put("completed_at", end == null ? null : time(end));
    }

    ObjectNode pull(StandInRepository repository, PullRequest pull) {
        ObjectNode view =
                Template.filled(
                        "pull",
                        Map.of(
                                "api", addresses.api(),
                                "web", addresses.web(),
                                "full", repository.fullName(),
                                "sha", pull.headCommit(),
                                "number", Integer.toString(pull.number())));
        String merged = pull.mergeCommit();
        String base = repository.branch(pull.base()).orElse(pull.baseCommit());
        String range = pull.baseCommit() + ".." + pull.headCommit();
        List<String> stat = repository.git().lines("diff", "--numstat", range.replace("..", "..."));
        view.set("user", user(pull.author()));
        view.set("head", end(repository, pull.head(), pull.headCommit()));
        view.set("base", end(repository, pull.base(), base));
        view.set("labels", list(pull.labels(), name -> label(repository, name)));
        view.set("requested_reviewers", list(pull.reviewers(), this::user));
        return view.put("id", repository.id() * 1000 + pull.number())
                .put("node_id", nodeId(repository, pull))
                .put("number", pull.number())
                .put("title", pull.title())
                .put("body", pull.body())
                .put("state", pull.state())
                .put("draft", pull.draft())
                .put("merged", merged != null)
                .put("merge_commit_sha", merged)
                .put("merged_at", merged == null ? null : time(pull.updatedAt()))
                .put("closed_at", pull.isOpen() ? null : time(pull.updatedAt()))
                .put("created_at", time(pull.createdAt()))
                .put("updated_at", time(pull.updatedAt()))
                .put("comments", pull.comments().size())
                .put(
                        "commits",
                        Integer.parseInt(repository.git().run("rev-list", "--count", range)))
                .put("changed_files", stat.size())
                .put("additions", sum(stat, 0))
                .put("deletions", sum(stat, 1))
                .put("mergeable", repository.git().mergedTree(base, pull.headCommit()).isPresent());
    }

    static String nodeId(StandInRepository repository, PullRequest pull) {
        return "PR_%d_%d".formatted(repository.id(), pull.number());
    }

    private static int sum(List<String> numstat, int column) {
        return numstat.stream()
                .map(line -> line.split("\t", -1)[column])
                .mapToInt(n -> n.equals("-") ? 0 : Integer.parseInt(n))
                .sum();
    }

    private ObjectNode end(StandInRepository repository, String branch, String commit) {
        ObjectNode end =
                object().put("label", repository.owner() + ":" + branch)
                        .put("ref", branch)
                        .put("sha", commit);
        end.set("user", user(repository.owner()));
        end.set("repo", repository(repository));
        return end;
    }

    ObjectNode label(StandInRepository repository, String name) {
        return object().put("id", 2_000_000L + Math.floorMod(name.hashCode(), 1_000_000))
                .put("node_id", "LA_" + Math.floorMod(name.hashCode(), 1_000_000))
                .put("url", api(repository) + "/labels/" + name.replace(" ", "%20"))
                .put("name", name)
                .put("description", "")
                .put("color", "ededed")
                .put("default", false);
    }
}
