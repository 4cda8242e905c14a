package dev.pithyjaunt.agent.survey;

/// A file and how much it has to do with a task.
///
/// @param score above zero; only comparable within one ranking
public record RankedFile(SurveyedFile file, double score) {

    public String path() {
        return file.path();
    }
}
