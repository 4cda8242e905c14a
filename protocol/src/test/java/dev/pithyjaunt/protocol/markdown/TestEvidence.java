package dev.pithyjaunt.protocol.markdown;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.Evidence.Isolation;
import dev.pithyjaunt.protocol.Evidence.SetUp;
import dev.pithyjaunt.protocol.Evidence.Side;
import dev.pithyjaunt.protocol.Evidence.Verdict;
import dev.pithyjaunt.protocol.ExecutionError;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Evidence to be shown, of which a test says only what it is about.
final class TestEvidence {

    private TestEvidence() {}

    static Evidence of(Verdict verdict, Check... checks) {
        return of(verdict, List.of(), null, List.of(checks));
    }

    static Evidence of(
            Verdict verdict,
            List<SetUp> setUp,
            @Nullable ExecutionError error,
            List<Check> checks) {
        return new Evidence(
                "e1",
                "0123456789012345678901234567890123456789",
                new Isolation(CheckMode.SANDBOX, List.of("no network"), List.of()),
                List.of("node v20.20.2"),
                setUp,
                checks,
                verdict,
                List.of(),
                error,
                12.34);
    }

    static Check check(Comparison comparison, Side base, Side patched) {
        return new Check(
                "npm test", "package.json: scripts.test", base, patched, comparison, null, 0);
    }

    static Side exit(int code, String output) {
        return new Side(code, null, 1, output, false);
    }
}
