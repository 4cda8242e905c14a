package dev.pithyjaunt.runner.init;

import java.util.List;

/// What the pull request says.
final class PullRequestBody {

    private PullRequestBody() {}

    /// @param difference from the file that it replaces; empty when there is none. It holds text of
    ///   the repository, so it stays text.
    static String of(List<String> difference) {
        String replaced =
                difference.isEmpty()
                        ? ""
                        : "\n\nIt replaces another version of the file:\n\n"
                                + String.join(
                                        "\n", difference.stream().map(l -> "    " + l).toList());
        return """
        This adds `%s`: one execution of Pithy Jaunt, on this repository's own runners. \
        Merged into the default branch, it is started by the server's dispatch, or by hand under Actions.

        It needs a secret with the key of a model's provider (`OPENAI_API_KEY`, `ANTHROPIC_API_KEY` or \
        `OPENROUTER_API_KEY`), `PITHY_JAUNT_EVENT_SECRET` when a server is to hear of it, and the setting \
        "Allow GitHub Actions to create and approve pull requests".%s
        """
                .formatted(WorkflowText.PATH, replaced);
    }
}
