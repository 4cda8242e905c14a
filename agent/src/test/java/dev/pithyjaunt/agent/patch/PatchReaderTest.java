package dev.pithyjaunt.agent.patch;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.Map;
import java.util.Random;

/// Bytes of any kind: they are read and printed as they were, or refused, and never more than that.
class PatchReaderTest {

    private static final String GIT =
            """
            diff --git a/ü.txt b/ü.txt
            index 1111111..2222222 100644
            --- a/ü.txt
            +++ b/ü.txt
            @@ -1,2 +1,2 @@ section
             ä
            -one
            \\ No newline at end of file
            +two
            diff --git "a/q\\"1" "b/q\\"2"
            old mode 100644
            new mode 100755
            similarity index 90%
            rename from "q\\"1"
            rename to "q\\"2"
            diff --git a/b.bin b/b.bin
            index 1111111..2222222 100644
            Binary files a/b.bin and b/b.bin differ
            diff --git a/c.bin b/c.bin
            new file mode 100644
            index 0000000..2222222
            GIT binary patch
            literal 3
            KcmZQzWCQ>K0RR91

            literal 0
            HcmV?d00001

            --- a/plain\t2026-01-01
            +++ b/plain\t2026-01-01
            @@ -5 +5,2 @@
            +one
            +two
            -three
            """;

    @Property(tries = 2000)
    void bytesAreReadOrRefusedWithALine(@ForAll byte[] bytes) {
        assertReadOrRefused(bytes);
    }

    @Property(tries = 5000)
    void brokenPatchIsReadOrRefusedWithALine(@ForAll long seed) {
        RandomTree random = new RandomTree(seed);
        assertReadOrRefused(random.mutate(GIT.getBytes(UTF_8)));
    }

    @Property(tries = 5000)
    void patchWithOtherBytesIsReadOrRefusedWithALine(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = GIT.getBytes(UTF_8);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        assertReadOrRefused(bytes);
    }

    /// Whatever is read is printed as it was.
    private static void assertReadOrRefused(byte[] bytes) {
        try {
            Patch patch = Patch.parse(bytes);
            assertThat(new String(patch.bytes(), ISO_8859_1))
                    .isEqualTo(new String(bytes, ISO_8859_1));
            patch.reversed().applyTo(GitScene.tree(Map.of()));
        } catch (PatchFormatException e) {
            assertThat(e.line()).isPositive();
        }
    }
}
