package dev.pithyjaunt.agent.prompt;

import dev.pithyjaunt.agent.ranking.RankedFile;
import dev.pithyjaunt.agent.ranking.Ranking;
import dev.pithyjaunt.agent.survey.Survey;
import dev.pithyjaunt.git.CommitTree;

import java.util.List;

/// What a prompt about a commit is made from.
///
/// @param tree the commit that all contents are read from
/// @param ranked best first
/// @param facts lines about the repository, such as `Build: mvn package`
/// @param allowedPaths globs of the only paths that may be changed; empty for all
/// @param reviewedPaths globs of paths whose change a person looks at
public record Context(
        CommitTree tree,
        Survey survey,
        List<RankedFile> ranked,
        RepositoryMap map,
        List<String> facts,
        List<String> allowedPaths,
        List<String> reviewedPaths) {

    public Context {
        ranked = List.copyOf(ranked);
        facts = List.copyOf(facts);
        allowedPaths = List.copyOf(allowedPaths);
        reviewedPaths = List.copyOf(reviewedPaths);
    }

    /// Without more than the commit and its ranking tell.
    public static Context of(CommitTree tree, Ranking ranking) {
        return new Context(
                tree,
                ranking.survey(),
                ranking.files(),
                new OutlineMap(ranking),
                List.of(),
                List.of(),
                List.of());
    }
}
