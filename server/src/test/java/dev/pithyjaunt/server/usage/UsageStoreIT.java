package dev.pithyjaunt.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Usage;
import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.execution.Execution;

import org.junit.jupiter.api.Test;

import java.util.List;

class UsageStoreIT extends StoreContract {

    private static final Usage.Call PRICED =
            new Usage.Call("openai", "gpt-4o", 10, 20, 30, 40, 5, true, 1.25, 123_456_789_012L);
    private static final Usage.Call UNKNOWN =
            new Usage.Call("ollama", "llama", 0, 0, 0, 0, 0, false, 0.5, null);

    @Test
    void laterReportTakesThePlaceOfAnEarlierOne() {
        UsageStore store = new UsageStore(database);
        Account jo = member("jo");
        Execution execution = execution(task(jo));

        store.put(execution.id(), jo.id(), new Usage(List.of(UNKNOWN)), NOW);
        store.put(execution.id(), jo.id(), new Usage(List.of(PRICED, UNKNOWN)), NOW);

        assertThat(store.ofExecution(execution.id()))
                .isEqualTo(new Usage(List.of(PRICED, UNKNOWN)));
        assertThat(store.ofExecution(execution(task(jo)).id())).isEqualTo(Usage.NONE);
    }
}
