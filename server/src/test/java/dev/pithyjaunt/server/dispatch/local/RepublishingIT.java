package dev.pithyjaunt.server.dispatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.Server;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.ServerAddress;
import dev.pithyjaunt.server.platform.Settings;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.TestRepository;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.Map;

/// Patches that are published again, with the real phase programs.
@Timeout(180)
class RepublishingIT {

    @TempDir private static Path folder;
    private static DispatchScene scene;
    private static ConfigurableApplicationContext server;

    @BeforeAll
    static void start() {
        scene = new DispatchScene(folder, Script.of(new Answer.Text(DispatchScene.GREETS)));
        Map<String, String> settings = scene.settings(Map.of());
        scene.prepare(settings);
        server = Server.start(Settings.of(settings));
        scene.use(server.getBean(ServerAddress.class).local());
    }

    @AfterAll
    static void stop() {
        server.close();
        scene.close();
    }

    private static DispatchScene.Answer publish(String task, String query) {
        return scene.post("/api/task/" + task + "/publish" + query, Map.of());
    }

    private static long reserved(JsonNode execution) {
        return server.getBean(Database.class)
                .read(sql ->
                        sql.sql(
                                        """
                                        select reserved_nano_dollars + paid_nano_dollars
                                        from budget_reservation where execution_id = :id
                                        """)
                                .param("id", execution.path("id").asString())
                                .query(Long.class)
                                .single());
    }

    @Test
    void patchWhosePushFailedIsPushedWithoutTheModel() {
        TestRepository remote = scene.repository("one");
        String task = scene.task("one", true);
        // Git makes no branch below the name of another one.
        remote.git("branch", "pj", "main");
        scene.execute(task);
        assertThat(scene.awaitEnd(task)).isEqualTo("failed");
        JsonNode failed = scene.executionOf(task);
        assertThat(failed.path("ending").path("error").path("category").asString())
                .as("%s", failed.path("ending"))
                .isEqualTo("forge_error");
        remote.git("branch", "-D", "pj");
        int asked = scene.model.requests().size();

        DispatchScene.Answer accepted = publish(task, "");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("status")).isEqualTo("running");
        assertThat(publish(task, "").text("detail")).contains("running");
        assertThat(scene.awaitEnd(task)).isEqualTo("completed");
        JsonNode published = scene.executionOf(task);
        assertThat(published.path("id").asString()).isEqualTo(accepted.text("executionId"));
        assertThat(published.path("attempt").asInt()).isEqualTo(2);
        assertThat(published.path("base")).isEqualTo(failed.path("base"));
        assertThat(published.path("result").path("branch").asString()).isEqualTo("pj/" + task);
        assertThat(published.path("result").path("checksVerdict").asString())
                .isEqualTo("no_new_failure");
        assertThat(published.path("usage").path("calls").asInt()).isZero();
        assertThat(reserved(published)).isZero();
        assertThat(remote.git("show", "pj/" + task + ":greet.sh")).endsWith("echo hello world");
        assertThat(scene.model.requests()).hasSize(asked);
        DispatchScene.await("the folders' end", () -> scene.workFolders().isEmpty());
    }

    @Test
    void patchThatAPersonMustLookAtIsPushedOnTheCommitItWasMadeForAndStaysSo() {
        TestRepository remote = scene.repository("two");
        String task = scene.task("two", true);
        scene.check(task, "test \"$(sh greet.sh)\" = hello");
        scene.execute(task);
        assertThat(scene.awaitEnd(task)).isEqualTo("needs_review");
        JsonNode reviewed = scene.executionOf(task);
        remote.git("branch", "-D", "pj/" + task);
        int asked = scene.model.requests().size();

        assertThat(publish(task, "?execution=" + reviewed.path("id").asString()).status())
                .isEqualTo(202);

        assertThat(scene.awaitEnd(task)).isEqualTo("needs_review");
        JsonNode published = scene.executionOf(task);
        assertThat(published.path("attempt").asInt()).isEqualTo(2);
        assertThat(published.path("ending")).isEqualTo(reviewed.path("ending"));
        assertThat(remote.git("rev-parse", "pj/" + task + "^").strip())
                .isEqualTo(reviewed.path("base").path("commit").asString());
        assertThat(scene.model.requests()).hasSize(asked);
    }
}
