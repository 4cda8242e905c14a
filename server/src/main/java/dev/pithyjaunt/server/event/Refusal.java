package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.signature.Verification;

import java.util.Locale;

/// Why a delivery is refused: for the log and the counter, not for its sender.
enum Refusal {
    /// Larger than an event, or a file, may be.
    TOO_LARGE,
    /// Its sender stopped before the end.
    CUT_OFF,
    /// Without a header of the signature.
    MISSING_HEADER,
    /// With one that can't be such a header.
    MALFORMED_HEADER,
    /// Sent too long ago.
    TOO_OLD,
    /// Sent too far ahead.
    TOO_NEW,
    /// Signed with no secret of ours.
    WRONG_SIGNATURE,
    /// Signed under the id of another file.
    ID_OF_ANOTHER_FILE,
    /// A run did not prove that it is one of ours.
    NOT_IDENTIFIED,
    /// Of an execution that there is not, or that is not the sender's.
    UNKNOWN_EXECUTION,
    /// Its task is not that of its execution.
    NOT_OF_THE_TASK,
    /// A kind of file that there is not.
    UNKNOWN_FILE,
    /// Not as the schema says.
    MALFORMED,
    /// More than an execution may send.
    TOO_MANY_OF_EXECUTION,
    /// More than all executions of a repository may send.
    TOO_MANY_OF_REPOSITORY,
    /// More that nobody signed than an address may send.
    TOO_MANY_OF_STRANGER,
    /// More files at a time than are held in memory.
    TOO_MANY_FILES,
    /// The execution's status is against it.
    CONFLICT,
    /// The execution is over.
    OVER,
    /// The database did not take it.
    NOT_STORED;

    static Refusal of(Verification.Reason reason) {
        return switch (reason) {
            case MISSING_HEADER -> MISSING_HEADER;
            case MALFORMED_HEADER -> MALFORMED_HEADER;
            case TOO_OLD -> TOO_OLD;
            case TOO_NEW -> TOO_NEW;
            case WRONG_SIGNATURE -> WRONG_SIGNATURE;
        };
    }

    /// Lower case, with hyphens.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
