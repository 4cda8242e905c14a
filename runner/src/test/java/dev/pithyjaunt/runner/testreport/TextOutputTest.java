package dev.pithyjaunt.runner.testreport;

import static dev.pithyjaunt.runner.testreport.RealOutput.listing;
import static dev.pithyjaunt.runner.testreport.RealOutput.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Rust, Python and Ruby.
class TextOutputTest {

    @Test
    void testsOfCargoAreNamedByTheirProgramWithoutHashesAndLines() {
        assertThat(listing(text("cargo.txt")))
                .isEqualTo(
                        """
                        all
                        PASSED pond (src/lib.rs) > tests::adds
                        FAILED pond (src/lib.rs) > tests::bad
                        SKIPPED pond (src/lib.rs) > tests::slow
                        SKIPPED pond (src/lib.rs) > tests::slower
                        PASSED pond (src/lib.rs) > tests::panics
                        FAILED other (tests/other.rs) > adds
                        PASSED whole (tests/whole.rs) > adds
                        FAILED pond (doc-tests) > src/lib.rs - add\
                        """);
    }

    @Test
    void quietCargoNamesOnlyWhatFails() {
        assertThat(listing(text("cargo-quiet.txt")))
                .isEqualTo(
                        """
                        failures
                        FAILED tests::bad
                        FAILED adds
                        FAILED src/lib.rs - add\
                        """);
    }

    @Test
    void rustProgramThatCrashesIsNamedItself() {
        assertThat(listing(text("cargo-crash.txt")))
                .isEqualTo("failures\nFAILED reed (src/lib.rs)");
    }

    @Test
    void whatRustTestsPrintedIsNoTest() {
        assertThat(
                        listing(
                                """
                                test before ... ok

                                running 1 test
                                test a ... FAILED

                                failures:

                                ---- a stdout ----
                                test printed ... ok

                                failures:
                                    a

                                test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out
                                test after ... ok
                                """))
                .isEqualTo("all\nFAILED a");
    }

    @Test
    void unittestNamesOnlyWhatFails() {
        assertThat(listing(text("unittest.txt")))
                .isEqualTo(
                        """
                        failures
                        FAILED pkg.test_imp
                        FAILED pkg.test_ut.A.test_err
                        FAILED pkg.test_ut.B.setUpClass
                        FAILED pkg.test_ut.A.test_bad
                        FAILED pkg.test_ut.A.test_docbad
                        FAILED pkg.test_ut.A.test_sub
                        FAILED pkg.test_ut.A.test_xp\
                        """);
    }

    @Test
    void verboseUnittestNamesAll() {
        assertThat(listing(text("unittest-verbose.txt")))
                .isEqualTo(
                        """
                        all
                        FAILED pkg.test_imp
                        FAILED pkg.test_ut.A.test_bad
                        PASSED pkg.test_ut.A.test_doc
                        FAILED pkg.test_ut.A.test_docbad
                        FAILED pkg.test_ut.A.test_err
                        PASSED pkg.test_ut.A.test_ok
                        PASSED pkg.test_ut.A.test_print
                        SKIPPED pkg.test_ut.A.test_skip
                        FAILED pkg.test_ut.A.test_sub
                        SKIPPED pkg.test_ut.A.test_xf
                        FAILED pkg.test_ut.A.test_xp
                        FAILED pkg.test_ut.B.setUpClass\
                        """);
    }

    /// There a test whose subtests fail has no result of its own, so that one is missing.
    @Test
    void namesOfOlderPythonsAreTheSame() {
        assertThat(listing(text("unittest-verbose-3.8.txt")))
                .isEqualTo(
                        """
                        failures
                        FAILED pkg.test_imp
                        FAILED pkg.test_ut.A.test_bad
                        PASSED pkg.test_ut.A.test_doc
                        FAILED pkg.test_ut.A.test_docbad
                        FAILED pkg.test_ut.A.test_err
                        PASSED pkg.test_ut.A.test_ok
                        PASSED pkg.test_ut.A.test_print
                        SKIPPED pkg.test_ut.A.test_skip
                        SKIPPED pkg.test_ut.A.test_xf
                        FAILED pkg.test_ut.A.test_xp
                        FAILED pkg.test_ut.B.setUpClass
                        FAILED pkg.test_ut.A.test_sub\
                        """);
    }

    @Test
    void unittestThatFindsNothingWrongIsKnownToHaveNoFailure() {
        assertThat(listing("....\n%s\nRan 4 tests in 0.001s\n\nOK\n".formatted("-".repeat(70))))
                .isEqualTo("failures");
    }

    @Test
    void errorsThatProgramsLogAreNoTests() {
        assertThat(listing("ERROR: connect (db.pool)\nFAIL: it (is.so)\nok\nall is ... ok\n"))
                .isEqualTo("nothing");
    }

    @Test
    void rspecNamesWhatFailsByFileAndDescription() {
        assertThat(listing(text("rspec.txt")))
                .isEqualTo(
                        """
                        failures
                        FAILED spec/pond_spec.rb > Pond is bad
                        FAILED spec/pond_spec.rb > Pond deep loops\
                        """);
    }

    @Test
    void specThatCannotBeLoadedIsNamedByItsFile() {
        assertThat(listing(text("rspec-not-loaded.txt")))
                .isEqualTo("failures\nFAILED spec/load_spec.rb");
    }

    @Test
    void whatIsKnownOfTwoToolsIsPutTogether() {
        assertThat(listing(text("rspec.txt") + "TAP version 13\nok 1 - a\n1..1\n"))
                .isEqualTo(
                        """
                        failures
                        FAILED spec/pond_spec.rb > Pond is bad
                        FAILED spec/pond_spec.rb > Pond deep loops
                        PASSED a\
                        """);
    }
}
