package dev.pithyjaunt.testkit;

import java.util.List;
import java.util.Optional;

/// Answers with search/replace blocks that it makes from the files it is shown. When one text is in
/// none of them, it says so in prose and edits nothing.
record EditScript(List<Edit> edits, String say) implements Script {

    EditScript {
        edits = List.copyOf(edits);
    }

    sealed interface Edit {}

    /// @param find exact text, may span lines
    record Replace(String find, String replace) implements Edit {}

    record Create(String path, String content) implements Edit {}

    @Override
    public Answer answer(ModelRequest request) {
        ShownFiles shown = ShownFiles.in(request.text());
        StringBuilder text = new StringBuilder(say.isEmpty() ? "" : say + "\n\n");
        for (Edit edit : edits) {
            switch (edit) {
                case Create(String path, String content) ->
                        text.append(ShownFiles.block(path, "", content));
                case Replace(String find, String replace) -> {
                    Optional<String> block = shown.replacement(find, replace);
                    if (block.isEmpty()) {
                        return new Answer.Text(
                                "I can't see \"%s\" in any file that I was shown.".formatted(find));
                    }
                    text.append(block.get());
                }
            }
            text.append('\n');
        }
        return new Answer.Text(text.toString());
    }
}
