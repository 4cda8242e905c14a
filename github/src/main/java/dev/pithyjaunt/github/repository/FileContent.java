package dev.pithyjaunt.github.repository;

import java.util.Arrays;

/// A file at some commit.
///
/// @param blob the hash by which a change says what it replaces
// The array is copied in and out, and compared by what it holds.
@SuppressWarnings("ArrayRecordComponent")
public record FileContent(String blob, byte[] bytes) {

    public FileContent {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileContent file
                && blob.equals(file.blob)
                && Arrays.equals(bytes, file.bytes);
    }

    @Override
    public int hashCode() {
        return blob.hashCode();
    }
}
