package dev.pithyjaunt.server.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pithyjaunt.server.StoreContract;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.ConflictException;
import dev.pithyjaunt.server.platform.NotFoundException;
import dev.pithyjaunt.server.platform.Page;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepositoryStoreIT extends StoreContract {

    private RepositoryStore repositories;

    @BeforeEach
    void build() {
        repositories = new RepositoryStore(database);
    }

    @Test
    void repositoryIsSeenByItsOwnerAndByAdministrators() {
        Account jo = member("jo");
        ConnectedRepository repository = repository(jo);

        assertThat(repositories.get(jo, repository.id())).isEqualTo(repository);
        assertThat(repositories.get(administrator("root"), repository.id())).isEqualTo(repository);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> repositories.get(member("eve"), repository.id()))
                .withMessage("there is no repository " + repository.id());
    }

    @Test
    void changeIsKept() {
        ConnectedRepository changed =
                repository(member("jo")).withChecks("make test", true, NOW.plusMillis(1));

        repositories.save(changed);

        assertThat(repositories.find(changed.id())).contains(changed);
    }

    @Test
    void listHasOnlyWhatTheAccountMaySee() {
        Account jo = member("jo");
        Account eve = member("eve");
        ConnectedRepository first = repository(jo);
        ConnectedRepository other = repository(eve);
        ConnectedRepository second = repository(jo);

        assertThat(repositories.list(jo, Page.Request.FIRST))
                .isEqualTo(new Page<>(java.util.List.of(second, first), null));
        assertThat(repositories.list(administrator("root"), Page.Request.FIRST).items())
                .containsExactly(second, other, first);
    }

    @Test
    void addressIsConnectedOnceByEachOwner() {
        ConnectedRepository repository = repository(member("jo"));

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> repositories.add(again(repository)))
                .withMessage(repository.url() + " is connected already");
    }

    private static ConnectedRepository again(ConnectedRepository repository) {
        return ConnectedRepository.connect(
                repository.ownerId(), "again", repository.url(), "main", NOW);
    }

    @Test
    void repositoryWithTasksIsNotDeleted() {
        Account jo = member("jo");
        ConnectedRepository empty = repository(jo);
        ConnectedRepository used = repository(jo);
        task(jo, used);

        repositories.delete(jo, empty.id());

        assertThat(repositories.find(empty.id())).isEmpty();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> repositories.delete(jo, used.id()));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> repositories.delete(member("eve"), used.id()));
    }
}
