package dev.pithyjaunt.server.notification;

import java.util.Map;

/// What a mail says.
///
/// @param ownerId whom it is for
/// @param host the name by which people reach this server
/// @param messageId the same whenever it is sent, so that who gets it twice can tell
/// @param subject one line
/// @param headers more of them, of this program's own words and ids alone
record Letter(
        String ownerId,
        String host,
        String messageId,
        String subject,
        String text,
        String html,
        Map<String, String> headers) {

    Letter {
        headers = Map.copyOf(headers);
    }
}
