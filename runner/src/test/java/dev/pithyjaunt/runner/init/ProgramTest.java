package dev.pithyjaunt.runner.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

class ProgramTest {

    private static final byte[] ARCHIVE = {0x1f, (byte) 0x8b, 1, 2, 3};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/a.tar.gz",
                "https://ada:fake-password@example.org/a.tar.gz",
                "https://example.org/${{ secrets.X }}",
                "https://example.org/a\".tar.gz",
                "https:///a.tar.gz",
                "a.tar.gz",
                "ftp://example.org/a.tar.gz"
            })
    void addressThatAWorkflowMustNotHaveIsRefusedAndNotShown(String address) {
        assertThatThrownBy(() -> Program.checked(address))
                .hasMessage(
                        "--archive must be an address such as https://example.org/pithy-jaunt.tar.gz: https (http only for this machine), a host, no user");
    }

    @Test
    void digestIsTakenInEitherCaseAndNoOtherForm() {
        assertThat(Program.checkedDigest(" " + "AB".repeat(32))).isEqualTo("ab".repeat(32));
        assertThatThrownBy(() -> Program.checkedDigest("ab\n  X: y"))
                .hasMessageStartingWith("--sha256 must be 64 hexadecimal digits");
    }

    @Test
    void digestOfAnArchiveIsItsSha256() throws IOException {
        assertThat(ArchiveDigest.digest(new ByteArrayInputStream(ARCHIVE), 5))
                .isEqualTo("00e25a5c69702c645cc56e219b40deb8c705148fec49c11ec875d8e11bcbdfa0");
    }

    @Test
    void whatIsNoArchiveOrTooLargeHasNone() {
        assertThatThrownBy(() ->
                        ArchiveDigest.digest(
                                new ByteArrayInputStream("<html>".getBytes(StandardCharsets.UTF_8)),
                                99))
                .hasMessage("what is there is no .tar.gz");
        assertThatThrownBy(() -> ArchiveDigest.digest(new ByteArrayInputStream(ARCHIVE), 4))
                .hasMessage("more than 0 MiB");
    }
}
