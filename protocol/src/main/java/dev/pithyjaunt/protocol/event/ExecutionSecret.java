package dev.pithyjaunt.protocol.event;

/// What a run is given that has said who it is: the secret with which the events of one execution
/// are signed.
public record ExecutionSecret(String eventSecret) {

    @Override
    public String toString() {
        return "ExecutionSecret";
    }
}
