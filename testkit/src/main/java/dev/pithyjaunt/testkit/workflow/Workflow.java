package dev.pithyjaunt.testkit.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A workflow file, read and checked; what is not implemented is not in here.
///
/// @param file as GitHub names it, such as `.github/workflows/a.yml`
/// @param triggers by the name of the event
/// @param secrets those that its `env` names
public record Workflow(
        String file,
        String name,
        Optional<Template> runName,
        Map<String, Trigger> triggers,
        Map<String, Template> env,
        Set<String> secrets,
        Optional<Concurrency> concurrency,
        Map<String, Job> jobs) {

    public Workflow {
        triggers = Map.copyOf(triggers);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        secrets = Set.copyOf(secrets);
        jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    }

    /// @param file its path in the repository, for messages and the context `github`
    /// @throws WorkflowException when GitHub would refuse it or something in it is not implemented
    public static Workflow parse(String file, String text) {
        return WorkflowReader.read(file, text);
    }

    /// Reads a file of a checkout.
    ///
    /// @param file relative to the root
    public static Workflow read(Path root, String file) {
        try {
            return parse(file, Files.readString(root.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param types empty when all are taken
    record Trigger(List<String> types, Map<String, Input> inputs, Map<String, Boolean> secrets) {
        Trigger {
            types = List.copyOf(types);
            inputs = Map.copyOf(inputs);
            secrets = Map.copyOf(secrets);
        }
    }

    /// @param type `string`, `boolean`, `number` or `choice`
    record Input(String type, boolean required, Optional<String> standard, List<String> options) {
        Input {
            options = List.copyOf(options);
        }
    }

    /// @param queueAll `queue: max`: all wait; otherwise a newer one takes the place of one that
    ///   waits
    record Concurrency(Template group, Template cancelInProgress, boolean queueAll) {}

    /// @param permissions by scope; a scope that is not in it is `none`
    /// @param secrets those that its expressions name
    record Job(
            String id,
            Template name,
            List<String> needs,
            Condition condition,
            Map<String, String> permissions,
            Template runsOn,
            Template timeoutMinutes,
            Map<String, Template> env,
            Map<String, Template> outputs,
            List<Step> steps,
            Set<String> secrets) {
        Job {
            needs = List.copyOf(needs);
            permissions = Collections.unmodifiableMap(new TreeMap<>(permissions));
            env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
            outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
            steps = List.copyOf(steps);
            secrets = Set.copyOf(secrets);
        }
    }

    record Step(
            Place place,
            String id,
            Template name,
            Condition condition,
            Template continueOnError,
            Optional<Template> timeoutMinutes,
            Map<String, Template> env,
            Work work) {
        Step {
            env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        }
    }

    sealed interface Work {

        /// @param strict `shell: bash`, which also fails on a broken pipe and on a failing command
        ///   in one
        record Run(Template script, boolean strict, Optional<Template> folder) implements Work {}

        record Uses(Action action, Map<String, Template> with) implements Work {
            public Uses {
                with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
            }
        }
    }
}
