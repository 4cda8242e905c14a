package dev.pithyjaunt.protocol.event;

import java.util.List;
import java.util.stream.Collectors;

/// What a body turned out to be.
public sealed interface EventReading {

    record Read(Event event) implements EventReading {}

    /// @param faults at least one, at most [EventSchema#MAX_FAULTS]
    record Malformed(List<Fault> faults) implements EventReading {
        public Malformed {
            faults = List.copyOf(faults);
        }

        /// The faults for people, one after the other.
        public String inWords() {
            return faults.stream()
                    .map(fault -> fault.field() + ": " + fault.problem())
                    .collect(Collectors.joining("; "));
        }
    }

    /// @param field JSON Pointer such as `/lines/0/sequence`; empty for the whole body
    /// @param problem what is wrong with it, for the sender
    record Fault(String field, String problem) {}
}
