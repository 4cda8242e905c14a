package dev.pithyjaunt.github.repository;

import static dev.pithyjaunt.github.ScriptedGitHub.IN_TEN_MINUTES;
import static dev.pithyjaunt.github.ScriptedGitHub.SHOP;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pithyjaunt.github.ScriptedGitHub;
import dev.pithyjaunt.github.ScriptedGitHub.Reply;
import dev.pithyjaunt.github.rest.ForgeException;
import dev.pithyjaunt.github.rest.ForgeException.Kind;
import dev.pithyjaunt.github.rest.RepositoryName;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

class RepositoriesTest {

    private static final byte[] HELLO = "hello\n".getBytes(StandardCharsets.UTF_8);
    private static final String FILE =
            "{\"sha\":\"b10b\",\"encoding\":\"base64\",\"content\":\"aGVs\\nbG8K\\n\"}";

    private final ScriptedGitHub github = new ScriptedGitHub();

    @AfterEach
    void close() {
        github.close();
    }

    private Repositories repository() {
        return github.client().repository(SHOP, IN_TEN_MINUTES);
    }

    private Contents contents() {
        return github.client().contents(SHOP, IN_TEN_MINUTES);
    }

    @Test
    void repositoryIsRead() {
        github.reply(
                200,
                """
                {"id": 5, "full_name": "Acme/shop", "default_branch": "trunk", "private": true,
                 "archived": true, "allow_squash_merge": true, "allow_merge_commit": false,
                 "permissions": {"admin": false, "push": true, "pull": true}}\
                """);
        assertThat(repository().get())
                .isEqualTo(
                        new Repository(
                                5,
                                RepositoryName.of("Acme/shop"),
                                "trunk",
                                true,
                                true,
                                Set.of("push", "pull"),
                                Set.of("squash")));
    }

    @Test
    void branchIsReadOrThereIsNone() {
        github.reply(
                        200,
                        "{\"name\":\"a/b #1\",\"commit\":{\"sha\":\"c0ffee\"},\"protected\":false}")
                .reply(Reply.message(404, "Branch not found"));
        assertThat(repository().findBranch("a/b #1"))
                .contains(new Branch("a/b #1", "c0ffee", false));
        assertThat(repository().findBranch("gone")).isEmpty();
        assertThat(github.lines().getFirst()).isEqualTo("GET /repos/acme/shop/branches/a/b%20%231");
    }

    @Test
    void branchIsCreatedOrWasThere() {
        String branch = "{\"name\":\"b\",\"commit\":{\"sha\":\"c0ffee\"}}";
        github.reply(201, "{}")
                .reply(Reply.message(422, "Reference already exists"))
                .reply(200, branch)
                .reply(Reply.broken())
                .reply(200, branch);
        Repositories repository = repository();
        assertThat(repository.createBranch("b", "c0ffee")).isEqualTo(BranchCreation.CREATED);
        assertThat(repository.createBranch("b", "c0ffee")).isEqualTo(BranchCreation.EXISTED);
        assertThat(repository.createBranch("b", "c0ffee")).isEqualTo(BranchCreation.CREATED);
        assertThat(github.lines().getFirst())
                .isEqualTo(
                        "POST /repos/acme/shop/git/refs {\"ref\":\"refs/heads/b\",\"sha\":\"c0ffee\"}");
    }

    @Test
    void branchAtACommitThatIsNoneIsRefused() {
        github.reply(Reply.message(422, "Object does not exist"), Reply.message(404, ""));
        assertThat(
                        catchThrowableOfType(
                                ForgeException.class, () -> repository().createBranch("b", "beef")))
                .hasMessage(
                        "creating the branch b of acme/shop at beef: GitHub answered 422: Object does not exist");
    }

    @ParameterizedTest
    @CsvSource({"admin, ADMIN", "write, WRITE", "read, READ", "none, NONE"})
    void roleIsRead(String permission, Role role) {
        github.reply(200, "{\"permission\":\"" + permission + "\"}");
        assertThat(repository().role("eve")).isEqualTo(role);
        assertThat(github.lines())
                .containsExactly("GET /repos/acme/shop/collaborators/eve/permission");
    }

    @Test
    void fileIsReadOrThereIsNone() {
        github.reply(200, FILE).reply(Reply.message(404, "Not Found")).reply(200, "[]");
        assertThat(contents().find("docs/a b.md", "pj/1")).contains(new FileContent("b10b", HELLO));
        assertThat(contents().find("gone", "main")).isEmpty();
        assertThat(github.lines().getFirst())
                .isEqualTo("GET /repos/acme/shop/contents/docs/a%20b.md?ref=pj%2F1");
        assertThat(
                        catchThrowableOfType(
                                        ForgeException.class, () -> contents().find("docs", "main"))
                                .kind())
                .isEqualTo(Kind.UNEXPECTED);
    }

    @Test
    void fileIsCommitted() {
        github.reply(201, "{\"commit\":{\"sha\":\"c0ffee\"}}");
        assertThat(contents().put("a.md", "pj/1", HELLO, "Say hello", Optional.of("b10b")))
                .isEqualTo("c0ffee");
        assertThat(github.lines())
                .containsExactly(
                        "PUT /repos/acme/shop/contents/a.md"
                                + " {\"message\":\"Say hello\",\"content\":\"aGVsbG8K\",\"branch\":\"pj/1\",\"sha\":\"b10b\"}");
    }

    @Test
    void commitWithoutAnAnswerIsLookedFor() {
        github.reply(Reply.broken())
                .reply(200, FILE)
                .reply(200, "{\"name\":\"main\",\"commit\":{\"sha\":\"beef\"}}");
        assertThat(contents().put("a.md", "main", HELLO, "Say hello", Optional.empty()))
                .isEqualTo("beef");
        assertThat(github.requests()).hasSize(3);
    }

    @Test
    void fileThatChangedMeanwhileIsAConflict() {
        github.reply(Reply.message(409, "a.md does not match b10b"));
        ForgeException failure =
                catchThrowableOfType(
                        ForgeException.class,
                        () -> contents().put("a.md", "main", HELLO, "x", Optional.of("b10b")));
        assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(failure)
                .hasMessage(
                        "writing a.md to the branch main of acme/shop: GitHub answered 409: a.md does not match b10b");
    }
}
