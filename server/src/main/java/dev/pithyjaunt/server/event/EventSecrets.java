package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.WebhookSecret;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The secrets with which runners sign.
@Component
public final class EventSecrets {

    private static final int MAX_REPOSITORIES = 1_000;

    private final Secret master;
    private final Optional<Secret> previous;
    private final Database database;

    EventSecrets(WebhookSecret master, Database database) {
        this.master = Secret.of(master.text());
        this.previous = Optional.ofNullable(master.previous()).map(Secret::of);
        this.database = database;
    }

    /// What a repository's runners sign with.
    public Secret ofRepository(String repositoryId) {
        return Secret.ofRepository(master, repositoryId);
    }

    /// What they may sign with: that, and while the master is being changed what was derived from
    /// the one before.
    List<Secret> takenOf(String repositoryId) {
        return Stream.concat(Stream.of(master), previous.stream())
                .map(one -> Secret.ofRepository(one, repositoryId))
                .toList();
    }

    /// Of the newest thousand repositories.
    List<Secret> ofRepositories() {
        return database
                .read(sql ->
                        sql.sql("select id from repository order by id desc limit :limit")
                                .param("limit", MAX_REPOSITORIES)
                                .query(String.class)
                                .list())
                .stream()
                .flatMap(id -> takenOf(id).stream())
                .toList();
    }
}
