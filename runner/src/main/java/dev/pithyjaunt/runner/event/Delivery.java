package dev.pithyjaunt.runner.event;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.protocol.event.Event;
import dev.pithyjaunt.protocol.event.FileKind;

/// Something to send, unchanged over all tries.
sealed interface Delivery {

    /// The same over all tries; the server knows a repeat by it.
    String id();

    byte[] body();

    record OfEvent(String id, Event event) implements Delivery {
        static OfEvent of(Event event) {
            return new OfEvent(Id.next(), event);
        }

        @Override
        public byte[] body() {
            return event.json();
        }
    }

    /// A class, since a record would compare its array by identity without saying so.
    final class OfFile implements Delivery {

        private final String executionId;
        private final FileKind kind;
        private final byte[] content;

        OfFile(String executionId, FileKind kind, byte[] content) {
            this.executionId = executionId;
            this.kind = kind;
            this.content = content;
        }

        String executionId() {
            return executionId;
        }

        FileKind kind() {
            return kind;
        }

        @Override
        public String id() {
            return kind.deliveryId(executionId, content);
        }

        @Override
        public byte[] body() {
            return content;
        }
    }
}
