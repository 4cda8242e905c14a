package dev.pithyjaunt.runner.event;

import dev.pithyjaunt.protocol.event.EventAnswer;

import java.time.Duration;

/// What came of one try to deliver something.
sealed interface Answer {

    /// It is stored at the server, or the server says where to go on.
    record Taken(EventAnswer answer) implements Answer {}

    /// The same again later.
    ///
    /// @param after not before that; zero when the server did not say
    record TryAgain(Duration after, String why) implements Answer {}

    /// The server has closed the execution.
    record Over() implements Answer {}

    /// It will not be taken, however often it is sent.
    record Refused(String why) implements Answer {}
}
