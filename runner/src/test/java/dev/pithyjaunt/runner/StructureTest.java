package dev.pithyjaunt.runner;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The arrows of the two tables in ARCHITECTURE.md.
class StructureTest {

    private static final String ROOT = "dev.pithyjaunt.";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.pithyjaunt");

    @ParameterizedTest
    @CsvSource({
        "protocol, ''",
        "git, ''",
        "github, protocol.proxy",
        "agent, protocol git",
        "testkit, protocol git",
        "runner, protocol git agent github",
        "bench, protocol git agent testkit"
    })
    void moduleImportsOnlyWhatTheTableSays(String module, String allowed) {
        check(ROOT + module + "..", allowed, ROOT, "..");
    }

    @ParameterizedTest
    @CsvSource({
        "agent.language, ''",
        "agent.survey, agent.language git",
        "agent.build, agent.survey agent.path git protocol",
        "agent.ranking, agent.survey agent.symbol git",
        "agent.prompt, agent.path agent.ranking agent.survey agent.symbol git protocol",
        "agent.tool, agent.model agent.path agent.prompt git protocol",
        "agent.model, git protocol",
        "agent.model.http, agent.model git protocol",
        "agent.model.langchain, agent.model protocol",
        "agent.model.openai, agent.model agent.model.http agent.model.langchain git protocol",
        "agent.model.anthropic, agent.model agent.model.http agent.model.langchain git protocol",
        "agent.model.provider, agent.model agent.model.anthropic agent.model.openai protocol",
        "agent.budget, protocol",
        "agent.transcript, agent git protocol",
        "agent.path, ''",
        "agent.edit, agent.path git",
        "agent.patch, agent.edit git",
        "agent.grammar, agent.language",
        "agent.symbol, agent.grammar",
        "agent.syntax, agent.grammar agent.edit agent.prompt git",
        "agent.policy, agent.patch agent.path git protocol.secret",
        "git.process, ''",
        "protocol.catalog, protocol",
        "protocol.markdown, protocol",
        "github.rest, protocol.proxy",
        "github.credential, github.rest",
        "github.access, github.credential github.rest",
        "github.actions, github.rest",
        "github.issue, github.rest",
        "github.pull, github.rest",
        "github.repository, github.rest",
        "protocol.proxy, ''",
        "protocol.secret, ''",
        "protocol.signature, ''",
        "protocol.event, protocol",
        "runner.execution, protocol git",
        "runner.settings, runner.execution agent.model protocol",
        "runner.event, runner.execution runner.settings git.process protocol",
        "runner.workflow, runner.execution protocol",
        "runner.context, agent.build agent.policy agent.prompt agent.ranking git protocol",
        "runner.testreport, protocol",
        "runner.generate, runner.workflow runner.validate runner.sandbox runner.context runner.event runner.execution runner.settings agent git protocol",
        "runner.sandbox, runner.execution git.process protocol",
        "runner.validate, runner.workflow runner.sandbox runner.testreport runner.execution runner.settings agent.build agent.patch agent.policy git protocol",
        "runner.publish, runner.workflow runner.event runner.execution runner.settings agent.patch agent.policy git github protocol",
        "runner.report, runner.workflow runner.event runner.execution runner.settings protocol",
        "runner.run, runner.execution runner.settings agent.model git protocol",
        "runner.replay, runner.generate runner.execution agent git protocol",
        "runner.survey, runner.context runner.execution runner.settings agent git protocol",
        "runner.apply, runner.execution agent.patch git protocol",
        "runner.web, protocol",
        "runner.init, runner.web runner.execution runner.settings github protocol",
        "runner.doctor, runner.init runner.web runner.sandbox runner.execution runner.settings agent.model git.process github protocol",
        "runner.demo, runner.sandbox runner.execution runner.settings git protocol",
        "testkit.github, testkit git protocol",
        "testkit.workflow, git.process",
        "bench.data, protocol",
        "bench.replies, bench.data agent.edit agent.syntax git protocol",
        "bench.fitting, agent.edit git",
        "bench.survey, bench.data agent.language agent.survey agent.symbol git protocol",
        "bench.localization, bench.data agent.ranking agent.survey git",
        "bench.syntax, bench.data agent.syntax git",
        "bench.program, bench.data git protocol",
        "bench.agent, bench.data bench.program agent.prompt git protocol testkit",
        "bench.validate, bench.program git protocol testkit",
        "bench.faults, bench.program git protocol testkit",
        "bench.server, bench.program git protocol testkit",
        "bench.server.tasks, bench.program protocol testkit",
        "bench.server.store, bench.program protocol",
        "bench.workflow, bench.program git testkit"
    })
    void packageImportsOnlyWhatTheTableSays(String name, String allowed) {
        check(ROOT + name + "..", allowed, ROOT, "..");
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.pithyjaunt.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void agentKnowsNoFramework() {
        classes()
                .that(resideInAPackage(ROOT + "agent.."))
                .should()
                .onlyDependOnClassesThat(
                        DescribedPredicate.not(
                                resideInAnyPackage(
                                        "picocli..", "org.springframework..", "org.slf4j..")))
                .check(CLASSES);
    }

    private static void check(String from, String allowed, String prefix, String suffix) {
        DescribedPredicate<JavaClass> others =
                DescribedPredicate.not(resideInAPackage("dev.pithyjaunt.."));
        DescribedPredicate<JavaClass> targets = others.or(resideInAPackage(from));
        for (String name : allowed.split(" ", -1)) {
            if (!name.isEmpty()) {
                targets = targets.or(resideInAPackage(prefix + name + suffix));
            }
        }
        classes()
                .that(resideInAPackage(from))
                .should()
                .onlyDependOnClassesThat(targets)
                .check(CLASSES);
    }
}
