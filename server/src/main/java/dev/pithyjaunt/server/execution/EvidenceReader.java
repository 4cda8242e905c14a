package dev.pithyjaunt.server.execution;

import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.EvidenceSchema;

import org.springframework.stereotype.Component;

import java.util.Optional;

/// The evidence that executions left. What runners sent need not be what it should be.
@Component
public final class EvidenceReader {

    private final FileStore files;
    private final EvidenceSchema schema = new EvidenceSchema();

    EvidenceReader(FileStore files) {
        this.files = files;
    }

    /// @throws dev.pithyjaunt.protocol.MalformedJsonException when it is not of its form
    public Optional<Evidence> find(String executionId) {
        return files.find(executionId, FileKind.EVIDENCE).map(schema::read);
    }
}
