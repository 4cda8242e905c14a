package dev.pithyjaunt.server.event;

import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.WebhookSecret;

import org.springframework.stereotype.Component;

import java.util.List;

/// The secrets with which runners sign.
@Component
public final class EventSecrets {

    private static final int MAX_REPOSITORIES = 1_000;

    private final Secret master;
    private final Database database;

    EventSecrets(WebhookSecret master, Database database) {
        this.master = Secret.of(master.text());
        this.database = database;
    }

    /// What a repository's runners sign with.
    public Secret ofRepository(String repositoryId) {
        return Secret.ofRepository(master, repositoryId);
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
                .map(this::ofRepository)
                .toList();
    }
}
