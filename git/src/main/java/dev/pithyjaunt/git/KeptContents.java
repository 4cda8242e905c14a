package dev.pithyjaunt.git;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Contents that were read out of the object store, kept for who asks again: starting git for a
/// file takes longer than most files take room. Safe for use by several threads.
final class KeptContents {

    private static final int MAX_BYTES = 4 << 20;

    private final Map<String, byte[]> byId = new ConcurrentHashMap<>();
    private final AtomicInteger room = new AtomicInteger(MAX_BYTES);

    /// The content of an object; null when it is not kept.
    byte @Nullable [] find(String objectId) {
        return byId.get(objectId);
    }

    /// Keeps a whole content while there is room.
    ///
    /// @param buffer holds it, and may hold more behind it
    void offer(String objectId, byte[] buffer, int length) {
        if (byId.containsKey(objectId)) {
            return;
        }
        if (room.addAndGet(-length) < 0) {
            room.addAndGet(length);
        } else {
            byId.put(objectId, Arrays.copyOf(buffer, length));
        }
    }
}
