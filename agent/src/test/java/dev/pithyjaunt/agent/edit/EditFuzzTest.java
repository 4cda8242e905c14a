package dev.pithyjaunt.agent.edit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

class EditFuzzTest {

    @Test
    void brokenRepliesAreFittedOrRefusedAndNeverThrow() throws Exception {
        ReplyMutation mutation = new ReplyMutation(Path.of("src/test/resources/edits"), 20_250_101);
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            counts.merge(ReplyMutation.fit(mutation.next()), 1, Integer::sum);
        }

        assertThat(counts).containsOnlyKeys("fitted", "not read", "refused");
    }
}
