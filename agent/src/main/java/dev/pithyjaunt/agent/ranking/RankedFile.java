package dev.pithyjaunt.agent.ranking;

import dev.pithyjaunt.agent.survey.SurveyedFile;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// A file and how much it has to do with a task.
///
/// @param score above zero; only comparable within one ranking
/// @param signals what spoke for it, from above 0 to 1, before weights
public record RankedFile(SurveyedFile file, double score, Map<Signal, Double> signals) {

    public RankedFile {
        Map<Signal, Double> copy = new EnumMap<>(Signal.class);
        copy.putAll(signals);
        signals = Collections.unmodifiableMap(copy);
    }

    public String path() {
        return file.path();
    }
}
