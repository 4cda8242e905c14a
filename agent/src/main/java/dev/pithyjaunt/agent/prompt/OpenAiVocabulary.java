package dev.pithyjaunt.agent.prompt;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/// The vocabulary of OpenAI's models since GPT-4o. Loading the class loads it: 0.2 s and more.
final class OpenAiVocabulary {

    private static final Encoding O200K =
            Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    private OpenAiVocabulary() {}

    /// At about 10 MB a second. Names of special tokens in the text are plain text.
    static int count(String text) {
        return O200K.countTokensOrdinary(text);
    }
}
