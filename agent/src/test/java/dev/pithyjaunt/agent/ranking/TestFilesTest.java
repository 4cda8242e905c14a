package dev.pithyjaunt.agent.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestFilesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo_test.go",
                "FooTest.java",
                "FooTests.cs",
                "FooTestCase.php",
                "FooIT.java",
                "FooSpec.scala",
                "test_foo.py",
                "test-foo.R",
                "foo.spec.ts",
                "foo.test.tsx",
                "foo-test.js",
                "foo_spec.rb",
                "TestFoo.java",
                "app/tests.py",
                "src/parser/tests.rs",
                "test.js",
                "conftest.py",
                "src/test/java/Foo.java",
                "tests/foo.c",
                "a/__tests__/b.js",
                "Test/Foo.cs",
                "Core.UnitTests/Foo.cs",
                "unit-tests/foo.js",
                "test_data/foo.json",
                "src/androidTest/kotlin/Foo.kt",
                "src/it/one/pom.xml",
                "module/src/it/one/pom.xml",
                "testdata/foo",
                "spec/models/foo.rb"
            })
    void testsAreTold(String path) {
        assertThat(TestFiles.isTest(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latest.py",
                "contest.js",
                "attestation.go",
                "Contest.java",
                "Latest.java",
                "testament.txt",
                "Testimony.java",
                "inspect.py",
                "spectrum.c",
                "EDIT.java",
                "Edit.java",
                "src/attest/a.go",
                "latest/a.go",
                "Contests/a.go",
                "protest-march/a.go",
                "locale/it/messages.po",
                "src/main/java/Foo.java",
                ".test",
                ""
            })
    void whatOnlySoundsLikeATestIsNone(String path) {
        assertThat(TestFiles.isTest(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "src/foo_test.go, foo",
        "FooTest.java, foo",
        "TestFoo.java, foo",
        "test_foo_bar.py, foo_bar",
        "a/foo.spec.ts, foo",
        "src/Foo.java, foo",
        "conftest.py, ''",
        "app/tests.py, ''",
    })
    void testAndWhatItTestsHaveOneSubject(String path, String subject) {
        assertThat(TestFiles.subject(path)).isEqualTo(subject);
    }

    @Test
    @Timeout(5)
    void longNamesAreToldQuickly() {
        for (String part : new String[] {"a", "Test", "test_", "_", "-test.", "a/", "IT", "Spec"}) {
            String path = part.repeat(20_000);
            assertThat(TestFiles.isTest(path + "!/" + path + "!.x")).isIn(true, false);
            assertThat(TestFiles.subject(path + "!.x")).isNotNull();
        }
    }
}
