package dev.pithyjaunt.agent.grammar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/// The encoding that grammars read.
public final class Utf8 {

    private Utf8() {}

    /// A file's text in it; what is something else is taken for ISO-8859-1, of which every byte is
    /// a character.
    public static byte[] of(byte[] content) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return content;
        } catch (CharacterCodingException e) {
            return new String(content, ISO_8859_1).getBytes(UTF_8);
        }
    }
}
