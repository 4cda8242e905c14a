package dev.pithyjaunt.server.repository;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.Page;
import dev.pithyjaunt.server.platform.Row;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

@Component
public final class RepositoryStore {

    private static final String SELECT =
            """
            select id, owner_id, name, url, default_branch, valid, invalid_reason, checks_allowed,
                check_command, backend, created_at, updated_at
            from repository
            """;

    private final Database database;

    public RepositoryStore(Database database) {
        this.database = database;
    }

    /// @throws ConflictException when its owner has connected that address already
    public ConnectedRepository add(ConnectedRepository repository) {
        int added =
                database.write(sql ->
                        bound(
                                        sql.sql(
                                                """
                                                insert into repository
                                                    (id, owner_id, name, url, default_branch,
                                                    valid, invalid_reason, checks_allowed,
                                                    check_command, backend, created_at,
                                                    updated_at)
                                                values (:id, :ownerId, :name, :url,
                                                    :defaultBranch, :valid, :invalidReason,
                                                    :checksAllowed, :checkCommand, :backend,
                                                    :createdAt, :updatedAt)
                                                on conflict do nothing
                                                """),
                                        repository)
                                .update());
        if (added == 0) {
            throw new ConflictException(repository.url() + " is connected already");
        }
        return repository;
    }

    /// @throws NotFoundException when it is gone
    public ConnectedRepository save(ConnectedRepository repository) {
        int saved =
                database.write(sql ->
                        bound(
                                        sql.sql(
                                                """
                                                update repository set
                                                    owner_id = :ownerId, name = :name,
                                                    url = :url,
                                                    default_branch = :defaultBranch,
                                                    valid = :valid,
                                                    invalid_reason = :invalidReason,
                                                    checks_allowed = :checksAllowed,
                                                    check_command = :checkCommand,
                                                    backend = :backend,
                                                    created_at = :createdAt,
                                                    updated_at = :updatedAt
                                                where id = :id
                                                """),
                                        repository)
                                .update());
        if (saved == 0) {
            throw new NotFoundException("repository", repository.id());
        }
        return repository;
    }

    private static JdbcClient.StatementSpec bound(
            JdbcClient.StatementSpec statement, ConnectedRepository repository) {
        return statement
                .param("id", repository.id())
                .param("ownerId", repository.ownerId())
                .param("name", repository.name())
                .param("url", repository.url())
                .param("defaultBranch", repository.defaultBranch())
                .param("valid", repository.valid())
                .param("invalidReason", repository.invalidReason())
                .param("checksAllowed", repository.checksAllowed())
                .param("checkCommand", repository.checkCommand())
                .param("backend", Row.word(repository.backend()))
                .param("createdAt", Row.millis(repository.createdAt()))
                .param("updatedAt", Row.millis(repository.updatedAt()));
    }

    /// One that the account may see.
    ///
    /// @throws NotFoundException when there is none
    public ConnectedRepository get(Account viewer, String id) {
        return find(id).filter(repository -> viewer.maySee(repository.ownerId()))
                .orElseThrow(() -> new NotFoundException("repository", id));
    }

    /// Whoever's it is: for the server's own work.
    public Optional<ConnectedRepository> find(String id) {
        return database.read(sql ->
                sql.sql(SELECT + "where id = :id")
                        .param("id", id)
                        .query((set, _) -> repository(new Row(set)))
                        .optional());
    }

    /// The one that an account connected from an address.
    ///
    /// @param url as git takes it
    Optional<ConnectedRepository> findAt(String ownerId, String url) {
        return database.read(sql ->
                sql.sql(SELECT + "where owner_id = :ownerId and url = :url")
                        .param("ownerId", ownerId)
                        .param("url", url)
                        .query((set, _) -> repository(new Row(set)))
                        .optional());
    }

    /// Those that people connected by one of these addresses, the oldest first.
    ///
    /// @param urls in lower case
    public List<ConnectedRepository> listAt(List<String> urls) {
        return database.read(sql ->
                sql.sql(SELECT + "where lower(url) in (:urls) order by id")
                        .param("urls", urls)
                        .query((set, _) -> repository(new Row(set)))
                        .list());
    }

    public Page<ConnectedRepository> list(Account viewer, Page.Request page) {
        return Page.of(
                database.read(sql ->
                        sql.sql(
                                        SELECT
                                                + """
                                                where (owner_id = :viewer or :seesAll)
                                                    and id < :before
                                                order by id desc limit :limit
                                                """)
                                .param("viewer", viewer.id())
                                .param("seesAll", viewer.isAdministrator())
                                .param("before", page.beforeOrEnd())
                                .param("limit", page.limit() + 1)
                                .query((set, _) -> repository(new Row(set)))
                                .list()),
                page.limit(),
                ConnectedRepository::id);
    }

    /// @throws NotFoundException when the account can't see one of that id
    /// @throws ConflictException while tasks belong to it
    public void delete(Account viewer, String id) {
        int deleted =
                database.write(sql -> {
                    get(viewer, id);
                    return sql.sql(
                                    """
                                    delete from repository where id = :id and not exists
                                        (select 1 from task where repository_id = :id)
                                    """)
                            .param("id", id)
                            .update();
                });
        if (deleted == 0) {
            throw new ConflictException(
                    "repository %s still has tasks: delete them first".formatted(id));
        }
    }

    private static ConnectedRepository repository(Row row) throws SQLException {
        return new ConnectedRepository(
                row.text("id"),
                row.text("owner_id"),
                row.text("name"),
                row.text("url"),
                row.text("default_branch"),
                row.flag("valid"),
                row.textOrNull("invalid_reason"),
                row.flag("checks_allowed"),
                row.textOrNull("check_command"),
                row.constant("backend", ConnectedRepository.Backend.class),
                row.time("created_at"),
                row.time("updated_at"));
    }
}
