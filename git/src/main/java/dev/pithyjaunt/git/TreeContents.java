package dev.pithyjaunt.git;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The contents of a commit's files: out of the work tree where that does, else out of the object
/// store. What git was asked once is not asked again.
final class TreeContents {

    /// Fewer are read sooner than a second process has started.
    private static final int MIN_FILES_TO_SHARE = 100;

    /// A look at more files would fill the room with what nobody asks for again.
    private static final int MAX_FILES_TO_KEEP = 500;

    /// Fewer are read out of the object store sooner than git has said how another repository's
    /// work tree stands.
    private static final int MIN_FILES_IN_CHECKOUT = 1_000;

    private final Git git;
    private final String commit;
    private final boolean isOwn;
    private final @Nullable Git checkout;
    private final KeptContents kept = new KeptContents();
    private boolean knowsWorkTree;
    private Optional<WorkTreeFiles> workTree = Optional.empty();
    private @Nullable Set<String> lacking;

    /// @param isOwn whether the repository is a bare one that this program made: it is no partial
    ///   clone, so git need not be asked
    /// @param checkout in whose folder a work tree of the commit may be; null when there is none
    TreeContents(Git git, String commit, boolean isOwn, @Nullable Git checkout) {
        this.git = git;
        this.commit = commit;
        this.isOwn = isOwn;
        this.checkout = checkout;
    }

    /// One that was read before; null when it is not kept.
    byte @Nullable [] findKept(TreeFile file) {
        return kept.find(file.objectId());
    }

    /// As [FileTree#scan(List, int, ContentSink)].
    void scan(List<TreeFile> wanted, int maxBytes, ContentSink sink) {
        List<Integer> elsewhere =
                workTree(wanted.size())
                        .map(files -> files.scan(wanted, maxBytes, sink))
                        .orElseGet(() -> IntStream.range(0, wanted.size()).boxed().toList());
        Set<String> lacking = elsewhere.isEmpty() ? Set.of() : lacking();
        List<Integer> present = new ArrayList<>(elsewhere.size());
        for (int i : elsewhere) {
            String id = wanted.get(i).objectId();
            if (lacking.contains(id)) {
                sink.miss(i, "the object %s missing".formatted(id));
            } else {
                present.add(i);
            }
        }
        int half = present.size() < MIN_FILES_TO_SHARE ? 0 : present.size() / 2;
        Stream.of(present.subList(0, half), present.subList(half, present.size()))
                .parallel()
                .filter(part -> !part.isEmpty())
                .forEach(part -> scanObjects(wanted, part, maxBytes, sink));
    }

    /// Looks through contents of the object store alone.
    void scanObjects(List<TreeFile> wanted, int maxBytes, ContentSink sink) {
        scanObjects(wanted, IntStream.range(0, wanted.size()).boxed().toList(), maxBytes, sink);
    }

    /// In their order: out of memory where all are there, else with one process.
    private void scanObjects(
            List<TreeFile> wanted, List<Integer> part, int maxBytes, ContentSink sink) {
        if (part.stream().anyMatch(i -> findKept(wanted.get(i)) == null)) {
            readBatch(wanted, part, maxBytes, sink);
            return;
        }
        for (int i : part) {
            byte[] content = Objects.requireNonNull(findKept(wanted.get(i)));
            sink.take(i, content, Math.min(content.length, maxBytes), content.length);
        }
    }

    private void readBatch(
            List<TreeFile> wanted, List<Integer> part, int maxBytes, ContentSink sink) {
        List<String> ids = part.stream().map(i -> wanted.get(i).objectId()).toList();
        ObjectBatch.read(
                git,
                ids,
                maxBytes,
                new ContentSink() {
                    @Override
                    public void take(int index, byte[] buffer, int length, long size) {
                        if (length == size && wanted.size() <= MAX_FILES_TO_KEEP) {
                            kept.offer(ids.get(index), buffer, length);
                        }
                        sink.take(part.get(index), buffer, length, size);
                    }

                    @Override
                    public void miss(int index, String reason) {
                        sink.miss(part.get(index), reason);
                    }
                });
    }

    private synchronized Optional<WorkTreeFiles> workTree(int wanted) {
        if (checkout == null || (isOwn && wanted < MIN_FILES_IN_CHECKOUT)) {
            return Optional.empty();
        }
        if (!knowsWorkTree) {
            workTree = WorkTreeFiles.find(checkout, commit);
            knowsWorkTree = true;
        }
        return workTree;
    }

    /// Ids of the contents that a partial clone has not fetched: asked for the first of them, git
    /// would give up on all behind it.
    private synchronized Set<String> lacking() {
        if (lacking == null) {
            lacking = isOwn ? Set.of() : findLacking();
        }
        return lacking;
    }

    private Set<String> findLacking() {
        if (!git.succeeds("config", "--get-regexp", "^remote\\..*\\.promisor$")) {
            return Set.of();
        }
        try {
            return git.run(
                            "rev-list",
                            "--no-walk",
                            "--objects",
                            "--missing=print",
                            "--no-object-names",
                            commit)
                    .lines()
                    .filter(line -> line.startsWith("?"))
                    .map(line -> line.substring(1))
                    .collect(Collectors.toSet());
        } catch (GitException e) {
            return Set.of();
        }
    }
}
