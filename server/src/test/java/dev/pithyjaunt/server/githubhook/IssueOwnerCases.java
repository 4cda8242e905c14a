package dev.pithyjaunt.server.githubhook;

import static dev.pithyjaunt.server.githubhook.HookScene.assertTaken;
import static dev.pithyjaunt.server.githubhook.HookScene.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.testkit.github.Fault;
import dev.pithyjaunt.testkit.github.GitHubStandIn;
import dev.pithyjaunt.testkit.github.StandInHook.Delivery;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/// Whose the task is that somebody asked for, when several connected the repository.
abstract class IssueOwnerCases extends IssueCases {

    /// GitHub's number of her.
    private static final long ADA = GitHubStandIn.userId("ada");

    /// There is one ada for all tests.
    @AfterEach
    void forgetAda() {
        scene.server
                .bean(Database.class)
                .write(sql ->
                        sql.sql("update account set github_login = null, github_id = null")
                                .update());
    }

    private Person linked(@Nullable String login, @Nullable Long id) {
        Person person = scene.server.member();
        scene.server
                .bean(Database.class)
                .write(sql ->
                        sql.sql(
                                        """
                                        update account set github_login = :login, github_id = :id
                                        where id = :account
                                        """)
                                .param("login", login)
                                .param("id", id)
                                .param("account", person.account().id())
                                .update());
        return person;
    }

    private void disable(Person person) {
        var _ =
                scene.server
                        .bean(AccountStore.class)
                        .change(
                                person.account().id(),
                                account ->
                                        new Account(
                                                account.id(),
                                                account.name(),
                                                account.role(),
                                                false,
                                                account.email(),
                                                account.gitHubLogin(),
                                                account.createdAt()));
    }

    private Delivery asked() {
        return scene.hook.commented(shop, issue(5, T1), 900, "/jaunt Say it louder", "ada");
    }

    private void assertIsOf(Person person) {
        assertTaken(send(asked()), "taken", "task-asked-for");
        awaitDone();
        assertThat(scene.tasks(person)).hasSize(1);
        assertThat(scene.tasks(person).getFirst().ownerId()).isEqualTo(person.account().id());
        if (!person.equals(owner)) {
            assertThat(scene.tasks(owner)).isEmpty();
        }
    }

    @Test
    void taskIsOfWhoAskedByTheLoginThatAnAdministratorWroteDown() {
        Person ada = linked("ada", null);
        scene.connect(ada, shop);
        assertIsOf(ada);
    }

    @Test
    void taskIsOfWhoAskedByTheNumberThatCountsOnceItIsKnown() {
        Person ada = linked("ada-as-she-was", ADA);
        Person impostor = linked("ada", ADA + 1);
        scene.connect(impostor, shop);
        scene.connect(ada, shop);
        assertIsOf(ada);
    }

    @Test
    void taskIsOfTheOldestWhenWhoAskedHasNotConnectedIt() {
        Person _ = linked("ada", ADA);
        scene.connect(scene.server.member(), shop);
        assertIsOf(owner);
    }

    @Test
    void disabledAccountsGetNoTask() {
        Person ada = linked("ada", ADA);
        Person third = scene.server.member();
        scene.connect(ada, shop);
        scene.connect(third, shop);
        disable(ada);
        disable(owner);
        assertIsOf(third);
    }

    @Test
    void repositoryOfDisabledAccountsAloneIsNotConnected() {
        disable(owner);
        assertTaken(send(asked()), "ignored", "not-connected");
        assertThat(wishes("1 = 1")).isZero();
    }

    @Test
    void accountThatIsDisabledBeforeTheTaskIsMadeGetsNone() {
        scene.gitHub.fault("GET", PERMISSION, 1, new Fault.Status(401));
        assertTaken(send(asked()), "taken", "task-asked-for");
        awaitFailure();
        disable(owner);

        scene.server.setAhead(Duration.ofHours(12));
        awaitDone();

        assertThat(scene.tasks(owner)).isEmpty();
        assertThat(wishes("reason = 'owner-disabled'")).isEqualTo(1);
    }

    @Test
    void oneLabelIsOneTaskWhoeverItGoesTo() {
        assertTaken(send(labelled(4, T1, "ada")), "taken", "task-asked-for");
        Person ada = linked("ada", null);
        scene.connect(ada, shop);
        assertTaken(send(labelled(4, T2, "ada")), "ignored", "has-a-task");
        awaitDone();
        assertThat(scene.tasks(ada)).isEmpty();
    }
}
