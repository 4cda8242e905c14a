package dev.pithyjaunt.server.event;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// What a delivery was answered, kept so that a repeat gets the same.
///
/// @param status 200, or 409 when the execution is over
/// @param nextSequence the line of the event's phase that is wanted next; absent for a file
/// @param cancelRequested the execution is to stop
record Answer(int status, @Nullable Long nextSequence, boolean cancelRequested) {

    static Answer taken(@Nullable Long nextSequence, boolean cancelRequested) {
        return new Answer(HttpStatus.OK.value(), nextSequence, cancelRequested);
    }

    static Answer over(@Nullable Long nextSequence, boolean cancelRequested) {
        return new Answer(HttpStatus.CONFLICT.value(), nextSequence, cancelRequested);
    }

    boolean isTaken() {
        return status == HttpStatus.OK.value();
    }
}
