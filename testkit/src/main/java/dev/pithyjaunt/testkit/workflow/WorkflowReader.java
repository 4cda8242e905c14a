package dev.pithyjaunt.testkit.workflow;

import dev.pithyjaunt.testkit.workflow.Workflow.Concurrency;
import dev.pithyjaunt.testkit.workflow.Workflow.Job;
import dev.pithyjaunt.testkit.workflow.Workflow.Trigger;
import dev.pithyjaunt.testkit.workflow.YamlNode.Mapping;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads a workflow file's top.
final class WorkflowReader {

    private static final Shape.Fields GITHUB =
            Shape.Fields.of(
                    Map.ofEntries(
                            Map.entry("event", new Shape.Open()),
                            Map.entry("event_name", new Shape.Open()),
                            Map.entry("repository", new Shape.Open()),
                            Map.entry("repository_owner", new Shape.Open()),
                            Map.entry("repository_id", new Shape.Open()),
                            Map.entry("sha", new Shape.Open()),
                            Map.entry("ref", new Shape.Open()),
                            Map.entry("ref_name", new Shape.Open()),
                            Map.entry("run_id", new Shape.Open()),
                            Map.entry("run_number", new Shape.Open()),
                            Map.entry("run_attempt", new Shape.Open()),
                            Map.entry("token", new Shape.Open()),
                            Map.entry("server_url", new Shape.Open()),
                            Map.entry("api_url", new Shape.Open()),
                            Map.entry("graphql_url", new Shape.Open()),
                            Map.entry("workspace", new Shape.Open()),
                            Map.entry("job", new Shape.Open()),
                            Map.entry("actor", new Shape.Open()),
                            Map.entry("workflow", new Shape.Open())));

    private WorkflowReader() {}

    static Workflow read(String file, String text) {
        Mapping top =
                YamlFile.read(file, text)
                        .onlyKeys(
                                "name",
                                "run-name",
                                "on",
                                "permissions",
                                "env",
                                "concurrency",
                                "jobs");
        Map<String, Trigger> triggers = TriggerReader.read(top.get("on"));
        Set<String> inputs = new TreeSet<>();
        triggers.values().forEach(trigger -> inputs.addAll(trigger.inputs().keySet()));
        Set<String> secrets = new HashSet<>();
        Scope scope =
                new Scope(
                        Map.of(
                                "github",
                                GITHUB,
                                "inputs",
                                Shape.Fields.open(inputs.toArray(String[]::new)),
                                "secrets",
                                new Shape.Named(),
                                "env",
                                new Shape.Open(),
                                "runner",
                                Shape.Fields.open("temp", "os", "arch", "tool_cache")),
                        false,
                        secrets);
        Map<String, Template> env = env(top, scope.only("github", "inputs", "secrets"));
        Scope dispatch = scope.only("github", "inputs");
        return new Workflow(
                file,
                top.findText("name").orElse(file),
                top.find("run-name").map(node -> template(node, dispatch)),
                triggers,
                env,
                secrets,
                top.find("concurrency").map(node -> concurrency(node, dispatch)),
                jobs(top, scope));
    }

    private static Map<String, Job> jobs(Mapping top, Scope scope) {
        Optional<Map<String, String>> permissions =
                top.find("permissions").map(PermissionsReader::read);
        Mapping all = top.get("jobs").mapping();
        Map<String, Job> jobs = new LinkedHashMap<>();
        Map<String, Mapping> left = new LinkedHashMap<>();
        all.entries().forEach((id, node) -> left.put(id, node.mapping()));
        // A job is read after those that it needs, whose outputs it may name.
        while (!left.isEmpty()) {
            Optional<String> ready =
                    left.keySet().stream()
                            .filter(id ->
                                    jobs.keySet()
                                            .containsAll(
                                                    needs(Objects.requireNonNull(left.get(id)))))
                            .findFirst();
            Mapping node =
                    Objects.requireNonNull(left.remove(ready.orElseThrow(() -> unmet(all, left))));
            jobs.put(
                    ready.get(), new JobReader(ready.get(), node, scope, permissions, jobs).read());
        }
        if (jobs.isEmpty()) {
            throw all.place().refuse("there is no job");
        }
        Map<String, Job> inOrder = new LinkedHashMap<>();
        all.entries().keySet().forEach(id -> inOrder.put(id, jobs.get(id)));
        return inOrder;
    }

    private static WorkflowException unmet(Mapping all, Map<String, Mapping> left) {
        Mapping first = left.values().iterator().next();
        return first.place()
                .refuse(
                        "it needs %s, and there are %s; what is missing or goes in a circle is refused"
                                .formatted(needs(first), all.entries().keySet()));
    }

    static List<String> needs(Mapping job) {
        return job.find("needs").map(YamlNode::texts).orElse(List.of());
    }

    private static Concurrency concurrency(YamlNode node, Scope scope) {
        if (node instanceof YamlNode.Scalar) {
            Template no = Template.parse(node.place(), "false", scope);
            return new Concurrency(template(node, scope), no, false);
        }
        Mapping keys = node.mapping().onlyKeys("group", "cancel-in-progress", "queue");
        Template cancel =
                keys.find("cancel-in-progress")
                        .map(value -> template(value, scope))
                        .orElse(Template.parse(node.place(), "false", scope));
        boolean all =
                keys.find("queue")
                        .map(value -> {
                            if (!value.text().equals("max") && !value.text().equals("single")) {
                                throw value.place().refuse("unknown: " + value.text());
                            }
                            return value.text().equals("max");
                        })
                        .orElse(false);
        if (all && !cancel.source().equals("false")) {
            throw node.place().refuse("queue: max goes with cancel-in-progress: false only");
        }
        return new Concurrency(template(keys.get("group"), scope), cancel, all);
    }

    static Template template(YamlNode node, Scope scope) {
        return Template.parse(node.place(), node.text(), scope);
    }

    static Map<String, Template> env(Mapping owner, Scope scope) {
        return templates(owner, "env", scope);
    }

    static Map<String, Template> templates(Mapping owner, String key, Scope scope) {
        Map<String, Template> templates = new LinkedHashMap<>();
        owner.find(key)
                .map(YamlNode::mapping)
                .ifPresent(map ->
                        map.entries()
                                .forEach((name, node) ->
                                        templates.put(name, template(node, scope))));
        return templates;
    }
}
