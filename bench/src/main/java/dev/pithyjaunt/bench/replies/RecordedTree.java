package dev.pithyjaunt.bench.replies;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.git.FileTree;
import dev.pithyjaunt.git.TreeFile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The base files of one reply.
final class RecordedTree implements FileTree {

    private final Map<String, String> texts = new TreeMap<>();

    RecordedTree(RecordedReply reply, Map<String, String> textByOid) {
        reply.files()
                .forEach((path, oid) -> {
                    if (oid != null) {
                        texts.put(path, textByOid.getOrDefault(oid, ""));
                    }
                });
    }

    @Override
    public List<TreeFile> files() {
        return texts.keySet().stream().map(this::file).toList();
    }

    @Override
    public Optional<TreeFile> find(String path) {
        return texts.containsKey(path) ? Optional.of(file(path)) : Optional.empty();
    }

    private TreeFile file(String path) {
        return new TreeFile(path, TreeFile.Mode.FILE, path, text(path).length());
    }

    @Override
    public byte[] read(TreeFile file) {
        return text(file.path()).getBytes(UTF_8);
    }

    String text(String path) {
        return texts.getOrDefault(path, "");
    }
}
