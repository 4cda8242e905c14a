package dev.pithyjaunt.agent;

import dev.pithyjaunt.agent.edit.Edit;
import dev.pithyjaunt.agent.edit.Refusal;
import dev.pithyjaunt.protocol.EditCount;
import dev.pithyjaunt.protocol.Usage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Edits by the model that stated them and the form it used: whether a model is asked for the form
/// that it is good at shows here.
final class EditCounts {

    private static final int STATED = 0;
    private static final int FITTED = 1;

    private final Map<Key, int[]> counts = new LinkedHashMap<>();

    private record Key(String provider, String model, String form) {}

    void add(Usage.Call by, List<Edit> edits, Consequence consequence) {
        Set<String> refused = refused(consequence);
        for (Edit edit : edits) {
            int[] count =
                    counts.computeIfAbsent(
                            new Key(by.provider(), by.model(), form(edit)), _ -> new int[2]);
            count[STATED]++;
            count[FITTED] += refused.contains(edit.origin().raw()) ? 0 : 1;
        }
    }

    private static Set<String> refused(Consequence consequence) {
        return consequence
                        instanceof Consequence.Again(_, _, AgentResult.Refused(List<Refusal> all))
                ? all.stream().map(Refusal::raw).collect(Collectors.toSet())
                : Set.of();
    }

    private static String form(Edit edit) {
        String raw = edit.origin().raw();
        if (raw.contains("*** Update File") || raw.contains("*** Add File")) {
            return "begin_patch";
        }
        if (edit.origin().draft() > 0 || raw.startsWith("@@")) {
            return "unified_diff";
        }
        return edit instanceof Edit.Write ? "whole_file" : "search_replace";
    }

    List<EditCount> all() {
        List<EditCount> all = new ArrayList<>();
        counts.forEach((key, count) ->
                all.add(
                        new EditCount(
                                key.provider(),
                                key.model(),
                                key.form(),
                                count[STATED],
                                count[FITTED])));
        return all;
    }
}
