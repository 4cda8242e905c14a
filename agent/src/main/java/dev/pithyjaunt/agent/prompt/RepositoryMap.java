package dev.pithyjaunt.agent.prompt;

/// What a model sees of files that it is not shown: an overview that it can ask by.
@FunctionalInterface
public interface RepositoryMap {

    /// Whole lines. Names and texts of the repository in it are [Visible].
    ///
    /// @param maxTokens as the measure estimates them, at most
    /// @return empty when nothing fits
    String within(int maxTokens, TokenMeasure measure);
}
