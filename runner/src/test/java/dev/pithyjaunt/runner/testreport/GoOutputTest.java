package dev.pithyjaunt.runner.testreport;

import static dev.pithyjaunt.runner.testreport.RealOutput.listing;
import static dev.pithyjaunt.runner.testreport.RealOutput.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class GoOutputTest {

    private static final TestReader READER = new TestReader("go test ./...", "/tree");

    @Test
    void testsAreNamedByPackageAndPackagesThatCannotBeBuiltByThemselves() {
        assertThat(listing(text("go1.19.jsonl")))
                .isEqualTo(
                        """
                        all
                        PASSED example.org/pond.TestAdd
                        FAILED example.org/pond.TestBad
                        SKIPPED example.org/pond.TestSkip
                        PASSED example.org/pond.TestTable/one
                        FAILED example.org/pond.TestTable/two/x
                        PASSED example.org/pond.TestTable/a_b
                        FAILED example.org/pond.TestTable
                        PASSED example.org/pond.ExampleAdd
                        FAILED example.org/pond/broken
                        PASSED example.org/pond/fish.TestAdd
                        PASSED example.org/pond/crash.TestFine
                        FAILED example.org/pond/crash.TestCrash
                        PASSED example.org/pond/panics.TestFine
                        FAILED example.org/pond/panics.TestPanic\
                        """);
    }

    /// As Go 1.24 and newer print it.
    @Test
    void packageWhoseBuildIsToldInEventsIsNamedOnce() {
        String output =
                """
                {"ImportPath":"example.org/pond [example.org/pond.test]","Action":"build-output","Output":"# example.org/pond [example.org/pond.test]\\n"}
                {"ImportPath":"example.org/pond [example.org/pond.test]","Action":"build-fail"}
                {"Action":"start","Package":"example.org/pond"}
                {"Action":"output","Package":"example.org/pond","Output":"FAIL\\texample.org/pond [build failed]\\n"}
                {"Action":"fail","Package":"example.org/pond","Elapsed":0,"FailedBuild":"example.org/pond [example.org/pond.test]"}
                """;

        assertThat(listing(output)).isEqualTo("all\nFAILED example.org/pond");
        assertThat(output.lines().map(READER::shown).flatMap(Optional::stream))
                .containsExactly(
                        "# example.org/pond [example.org/pond.test]",
                        "FAIL\texample.org/pond [build failed]");
    }

    @Test
    void peopleReadWhatGoWouldPrintWithoutEvents() {
        assertThat(
                        text("go1.19.jsonl")
                                .lines()
                                .limit(14)
                                .map(READER::shown)
                                .flatMap(Optional::stream))
                .containsExactly(
                        "# example.org/pond/broken [example.org/pond/broken.test]",
                        "broken/broken.go:2:23: cannot use \"s\" (untyped string constant) as int value in return statement",
                        "hello from add",
                        "--- PASS: TestAdd (0.00s)",
                        "    pond_test.go:4: always",
                        "        bad",
                        "--- FAIL: TestBad (0.00s)");
    }

    @Test
    void linesThatAreNoEventsAreShownAsTheyAre() {
        for (String line :
                new String[] {
                    "",
                    " {\"Action\":\"run\"}",
                    "{\"Action\":\"run\"",
                    "{\"x\":{\"Action\":\"output\"}}",
                    "{\"Action\":[\"output\"],\"Output\":\"\"}"
                }) {
            assertThat(READER.shown(line)).contains(line);
        }
        assertThat(READER.shown("{\"Action\":\"output\",\"Output\":\"\\n\"}")).contains("");
        assertThat(READER.shown("{\"Action\":\"pass\",\"Package\":\"a\"}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "go test -json ./...",
                "go test ./... --json",
                "go test ./... | tee log",
                "go test ./... > log 2>&1",
                "go test ./... && go vet ./...",
                "go test ./...; true",
                "go test $(go list ./...)",
                "go test `go list ./...`",
                "go test -run 'a ./...",
                "go test ./... # all",
                "go test \\\n./...",
                "go testing",
                "go vet ./...",
                "CGO_ENABLED=0 go test ./...",
                "make test",
                ""
            })
    void linesThatMayMeanMoreThanGoTestStayAsTheyAre(String line) {
        assertThat(new TestReader(line, "/tree").command()).isEqualTo(line);
    }

    @Test
    void goTestIsAskedForEvents() {
        assertThat(new TestReader("go test", "/tree").command()).isEqualTo("go test -json");
        assertThat(new TestReader(" go test -race ./...\n", "/tree").command())
                .isEqualTo("go test -json -race ./...");
        assertThat(new TestReader("go test -run 'A|B' \"$PACKAGES\"", "/tree").command())
                .isEqualTo("go test -json -run 'A|B' \"$PACKAGES\"");
    }
}
