package dev.pithyjaunt.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

class ServerArchitectureTest {

    private static final JavaClasses SERVER =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    // What an earlier build made of the beans (process-aot).
                    .withImportOption(place -> !place.contains("__"))
                    .importPackages("dev.pithyjaunt.server");

    @Test
    void featuresUseOneAnotherWithoutCycles() {
        slices().matching("dev.pithyjaunt.server.(*)..").should().beFreeOfCycles().check(SERVER);
    }

    @Test
    void platformKnowsNoFeature() {
        noClasses()
                .that()
                .resideInAPackage("..server.platform..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..server.account..",
                        "..server.signin..",
                        "..server.administration..",
                        "..server.forge..",
                        "..server.idempotency..",
                        "..server.openapi..",
                        "..server.repository..",
                        "..server.task..",
                        "..server.execution..",
                        "..server.dispatch..",
                        "..server.event..",
                        "..server.pullrequest..",
                        "..server.githubhook..",
                        "..server.logstream..",
                        "..server.usage..",
                        "..server.notification..",
                        "..server.operations..")
                .check(SERVER);
    }

    @Test
    void serverKnowsNeitherAgentNorRunner() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.pithyjaunt.agent..",
                        "dev.pithyjaunt.runner..",
                        "dev.pithyjaunt.testkit..",
                        "dev.langchain4j..")
                .check(SERVER);
    }

    @Test
    void transactionsAreThoseOfTheDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..server.platform..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.transaction..", "javax.sql..")
                .check(SERVER);
    }
}
