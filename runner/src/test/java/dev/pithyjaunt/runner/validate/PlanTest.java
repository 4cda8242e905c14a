package dev.pithyjaunt.runner.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.build.DetectedChecks;
import dev.pithyjaunt.agent.policy.CheckSettings;
import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.ExecutionRequest.CheckLimits;
import dev.pithyjaunt.protocol.ExecutionRequest.Checking;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

class PlanTest {

    private static final CheckLimits LIMITS = new CheckLimits(100, 1, 1, 1, 1);
    private static final Duration USUAL = Duration.ofSeconds(100);

    private static final DetectedChecks DETECTED =
            new DetectedChecks(
                    List.of(new DetectedChecks.Command("npm ci", "web", "web/package-lock.json")),
                    List.of(
                            new DetectedChecks.Command(
                                    "npm test", "web", "web/package.json: scripts.test")),
                    List.of("At most 8 tests and lints are run, and 2 more were found."));

    private static final Step DETECTED_SET_UP =
            new Step("npm ci", "web", "web/package-lock.json", USUAL);
    private static final Step DETECTED_CHECK =
            new Step("npm test", "web", "web/package.json: scripts.test", USUAL);

    private static DetectedChecks unasked() {
        throw new AssertionError("nobody has to look for checks");
    }

    private static Checking checking(CheckMode mode, String... commands) {
        return new Checking(mode, List.of(commands), 0, LIMITS);
    }

    private static CheckSettings settings(
            @Nullable List<CheckSettings.Command> setUp,
            @Nullable List<CheckSettings.Command> checks) {
        return new CheckSettings(setUp, false, checks);
    }

    private static CheckSettings.Command command(String run) {
        return new CheckSettings.Command(run, "", null, null);
    }

    @Test
    void whoAsksComesBeforeTheSettingsAndTheManifests() {
        Plan plan =
                Plan.of(
                        checking(CheckMode.SANDBOX, "sh a.sh", "sh b.sh"),
                        settings(List.of(command("sh prepare.sh")), List.of(command("make"))),
                        PlanTest::unasked);

        assertThat(plan)
                .isEqualTo(
                        new Plan(
                                List.of(
                                        new Step(
                                                "sh prepare.sh",
                                                "",
                                                ".pithy-jaunt.yml: setup",
                                                USUAL)),
                                false,
                                List.of(
                                        new Step("sh a.sh", "", "as asked for", USUAL),
                                        new Step("sh b.sh", "", "as asked for", USUAL)),
                                List.of()));
    }

    @Test
    void whoAsksForACommandGetsTheSetUpThatIsFound() {
        assertThat(
                        Plan.of(
                                        checking(CheckMode.SANDBOX, "sh a.sh"),
                                        CheckSettings.STANDARD,
                                        () -> DETECTED)
                                .setUp())
                .containsExactly(DETECTED_SET_UP);
    }

    @Test
    void commandWithoutASandboxLetsNoOtherRun() {
        assertThat(
                        Plan.of(
                                checking(CheckMode.NONE, "sh a.sh"),
                                CheckSettings.STANDARD,
                                PlanTest::unasked))
                .isEqualTo(
                        new Plan(
                                List.of(),
                                false,
                                List.of(new Step("sh a.sh", "", "as asked for", USUAL)),
                                List.of()));
    }

    @Test
    void settingsComeBeforeTheManifests() {
        CheckSettings settings =
                settings(
                        List.of(),
                        List.of(
                                new CheckSettings.Command("make unit", "core", "unit", 7),
                                command("make lint")));

        assertThat(Plan.of(checking(CheckMode.SANDBOX), settings, PlanTest::unasked))
                .isEqualTo(
                        new Plan(
                                List.of(),
                                false,
                                List.of(
                                        new Step(
                                                "make unit",
                                                "core",
                                                ".pithy-jaunt.yml: checks unit",
                                                Duration.ofSeconds(7)),
                                        new Step(
                                                "make lint",
                                                "",
                                                ".pithy-jaunt.yml: checks",
                                                USUAL)),
                                List.of()));
    }

    @Test
    void manifestsDecideWhereNobodyElseDoes() {
        Plan plan = Plan.of(checking(CheckMode.SANDBOX), CheckSettings.STANDARD, () -> DETECTED);

        assertThat(plan)
                .isEqualTo(
                        new Plan(
                                List.of(DETECTED_SET_UP),
                                true,
                                List.of(DETECTED_CHECK),
                                DETECTED.notes()));
        assertThat(DETECTED_CHECK.shown()).isEqualTo("npm test (in web)");
    }

    @Test
    void settingsOfTheSetUpGoWithChecksThatAreFound() {
        assertThat(
                        Plan.of(
                                        checking(CheckMode.SANDBOX),
                                        settings(List.of(), null),
                                        () -> DETECTED)
                                .setUp())
                .isEmpty();
    }

    @Test
    void planWithoutChecksSaysWhy() {
        DetectedChecks nothing = new DetectedChecks(List.of(), List.of(), List.of());

        assertThat(Plan.of(Checking.off(), CheckSettings.STANDARD, PlanTest::unasked))
                .isEqualTo(none("No check was to be run, so nothing is known."));
        assertThat(
                        Plan.of(
                                checking(CheckMode.SANDBOX),
                                settings(List.of(command("make")), List.of()),
                                PlanTest::unasked))
                .isEqualTo(
                        none(
                                ".pithy-jaunt.yml says that there is no check to run, so nothing is known."));
        assertThat(Plan.of(checking(CheckMode.SANDBOX), CheckSettings.STANDARD, () -> nothing))
                .isEqualTo(
                        none(
                                ".pithy-jaunt.yml names no check, and no manifest says how to test this, so nothing is known."));
    }

    private static Plan none(String note) {
        return new Plan(List.of(), false, List.of(), List.of(note));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "npm ci",
                "npm install --no-audit",
                "yarn",
                "yarn install --immutable",
                "python -m pip install -r requirements.txt",
                "pip install -e '.[test]'",
                "cargo fetch --locked",
                "go mod download",
            })
    void setUpThatOnlyFetchesServesAPatch(String line) {
        assertThat(declared(line).onlyFetches()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "npm run build",
                "npm cite",
                "make",
                "sh npm ci",
                "npm ci && npm run build",
                "npm ci; sh prepare.sh",
                "npm ci | sh prepare.sh",
                "pip install $(sh packages.sh)",
                "pip install `sh packages.sh`",
                "cargo fetch > log",
            })
    void setUpThatMayBuildDoesNot(String line) {
        assertThat(declared(line).onlyFetches()).isFalse();
    }

    private static Plan declared(String line) {
        return Plan.of(
                checking(CheckMode.SANDBOX),
                settings(List.of(command(line)), List.of(command("true"))),
                PlanTest::unasked);
    }

    @Test
    void setUpThatIsFoundServesAPatch() {
        assertThat(
                        Plan.of(checking(CheckMode.SANDBOX), CheckSettings.STANDARD, () -> DETECTED)
                                .onlyFetches())
                .isTrue();
        assertThat(none("").onlyFetches()).isTrue();
    }
}
