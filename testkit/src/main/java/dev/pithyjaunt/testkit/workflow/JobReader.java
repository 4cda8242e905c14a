package dev.pithyjaunt.testkit.workflow;

import static dev.pithyjaunt.testkit.workflow.WorkflowReader.env;
import static dev.pithyjaunt.testkit.workflow.WorkflowReader.template;
import static dev.pithyjaunt.testkit.workflow.WorkflowReader.templates;

import dev.pithyjaunt.testkit.workflow.Workflow.Job;
import dev.pithyjaunt.testkit.workflow.Workflow.Step;
import dev.pithyjaunt.testkit.workflow.Workflow.Work;
import dev.pithyjaunt.testkit.workflow.YamlNode.Mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a job and its steps.
final class JobReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final Pattern PINNED = Pattern.compile("([^@]+)@([0-9a-f]{40})");

    private final String id;
    private final Mapping node;
    private final Optional<Map<String, String>> permissions;
    private final Map<String, Job> before;
    private final Scope jobScope;
    private final Set<String> secrets = new HashSet<>();
    private final Map<String, Shape> steps = new LinkedHashMap<>();

    /// @param before the jobs that it may need
    JobReader(
            String id,
            Mapping node,
            Scope scope,
            Optional<Map<String, String>> permissions,
            Map<String, Job> before) {
        this.id = id;
        this.node =
                node.onlyKeys(
                        "name",
                        "needs",
                        "if",
                        "permissions",
                        "runs-on",
                        "timeout-minutes",
                        "env",
                        "outputs",
                        "steps");
        this.permissions = permissions;
        this.before = before;
        this.jobScope = new Scope(scope.contexts(), false, secrets).with("needs", needs());
        if (!NAME.matcher(id).matches()) {
            throw node.place().refuse("\"%s\" is no id of a job".formatted(id));
        }
    }

    private Shape needs() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (String need : WorkflowReader.needs(node)) {
            Shape outputs =
                    Shape.Fields.open(
                            Objects.requireNonNull(before.get(need))
                                    .outputs()
                                    .keySet()
                                    .toArray(String[]::new));
            shapes.put(
                    need, Shape.Fields.of(Map.of("outputs", outputs, "result", new Shape.Open())));
        }
        return Shape.Fields.of(shapes);
    }

    Job read() {
        Scope early = jobScope.only("github", "needs", "inputs");
        Template runsOn = template(node.get("runs-on"), early);
        Map<String, String> granted =
                node.find("permissions")
                        .map(PermissionsReader::read)
                        .or(() -> permissions)
                        .orElseThrow(() ->
                                node.place().refuse("neither job nor workflow says permissions"));
        Template minutes = optional("timeout-minutes", early, "360");
        Map<String, Template> env =
                env(node, jobScope.only("github", "needs", "inputs", "secrets"));
        List<Step> read = steps();
        Scope late = stepScope();
        return new Job(
                id,
                optional("name", early, id),
                WorkflowReader.needs(node),
                condition(node, early),
                granted,
                runsOn,
                minutes,
                env,
                templates(node, "outputs", late),
                read,
                secrets);
    }

    private Template optional(String key, Scope scope, String standard) {
        return node.find(key)
                .map(value -> template(value, scope))
                .orElse(Template.parse(node.place(), standard, scope));
    }

    private static Condition condition(Mapping owner, Scope scope) {
        return owner.find("if")
                .map(value -> Condition.parse(value.place(), value.text(), scope))
                .orElse(Condition.onSuccess());
    }

    private Scope stepScope() {
        return jobScope.with("steps", Shape.Fields.of(steps));
    }

    private List<Step> steps() {
        List<Step> read = new ArrayList<>();
        for (YamlNode step : node.get("steps").items()) {
            read.add(step(step.mapping(), read.size()));
        }
        if (read.isEmpty()) {
            throw node.place().refuse("there is no step");
        }
        return read;
    }

    private Step step(Mapping step, int index) {
        boolean uses = step.find("uses").isPresent();
        if (uses) {
            step.onlyKeys(
                    "id",
                    "name",
                    "if",
                    "continue-on-error",
                    "timeout-minutes",
                    "env",
                    "uses",
                    "with");
        } else {
            step.onlyKeys(
                    "id",
                    "name",
                    "if",
                    "continue-on-error",
                    "timeout-minutes",
                    "env",
                    "run",
                    "shell",
                    "working-directory");
        }
        Scope scope = stepScope();
        Work work = uses ? uses(step, scope) : run(step, scope);
        String stepId = step.findText("id").orElse("__step_" + index);
        Place place = step.place();
        Template fallback = Template.parse(place, step.findText("uses").orElse("run"), scope);
        Step read =
                new Step(
                        place,
                        stepId,
                        step.find("name").map(value -> template(value, scope)).orElse(fallback),
                        condition(step, scope.without("secrets")),
                        step.find("continue-on-error")
                                .map(value -> template(value, scope))
                                .orElse(Template.parse(place, "false", scope)),
                        step.find("timeout-minutes").map(value -> template(value, scope)),
                        env(step, scope),
                        work);
        remember(step, stepId, work);
        return read;
    }

    private void remember(Mapping step, String stepId, Work work) {
        if (step.find("id").isEmpty()) {
            return;
        }
        if (!NAME.matcher(stepId).matches() || stepId.startsWith("__")) {
            throw step.place().refuse("\"%s\" is no id of a step".formatted(stepId));
        }
        Shape outputs =
                switch (work) {
                    case Work.Run _ -> new Shape.Open();
                    case Work.Uses(Action action, var _) ->
                            Shape.Fields.open(action.outputs.toArray(String[]::new));
                };
        Shape shape =
                Shape.Fields.of(
                        Map.of(
                                "outputs",
                                outputs,
                                "outcome",
                                new Shape.Open(),
                                "conclusion",
                                new Shape.Open()));
        if (steps.put(stepId, shape) != null) {
            throw step.place().refuse("a second step with the id \"%s\"".formatted(stepId));
        }
    }

    private static Work run(Mapping step, Scope scope) {
        boolean strict =
                step.find("shell")
                        .map(shell -> {
                            if (!shell.text().equals("bash")) {
                                throw shell.place().refuse("only bash is taken");
                            }
                            return true;
                        })
                        .orElse(false);
        return new Work.Run(
                template(step.get("run"), scope),
                strict,
                step.find("working-directory").map(value -> template(value, scope)));
    }

    private static Work uses(Mapping step, Scope scope) {
        YamlNode uses = step.get("uses");
        Matcher pinned = PINNED.matcher(uses.text());
        if (!pinned.matches()) {
            throw uses.place()
                    .refuse(
                            "\"%s\" is not pinned by the 40 digits of a commit"
                                    .formatted(uses.text()));
        }
        Action action =
                Action.find(pinned.group(1))
                        .orElseThrow(() ->
                                uses.place()
                                        .refuse(
                                                "the action \"%s\" is not implemented"
                                                        .formatted(pinned.group(1))));
        step.find("with")
                .map(YamlNode::mapping)
                .ifPresent(with -> with.onlyKeys(action.keys.toArray(String[]::new)));
        return new Work.Uses(action, templates(step, "with", scope));
    }
}
