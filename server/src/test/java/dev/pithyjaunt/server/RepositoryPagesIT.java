package dev.pithyjaunt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.server.repository.RepositoryStore;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the repositories' page says of their checks depends on where these are run.
class RepositoryPagesIT {

    private static final String BOX = "name=\"checksAllowed\"";

    @TempDir private Path folder = Path.of(".");
    private final List<PagesServer> open = new ArrayList<>();

    private PagesServer.Person administrator(String sandbox) {
        open.add(new PagesServer(folder, Map.of("JAUNT_SANDBOX", sandbox)));
        return open.getFirst().person("Ada", Account.Role.ADMINISTRATOR);
    }

    @AfterEach
    void stop() {
        open.forEach(PagesServer::close);
    }

    private ConnectedRepository connect(
            PagesServer.Person owner, @Nullable String command, boolean allowed) {
        String id = Id.next();
        return store().add(
                        new ConnectedRepository(
                                id,
                                owner.account().id(),
                                "acme/" + id,
                                "https://github.com/acme/" + id,
                                "main",
                                true,
                                null,
                                allowed,
                                command,
                                ConnectedRepository.Backend.LOCAL,
                                Instant.EPOCH,
                                Instant.EPOCH));
    }

    private RepositoryStore store() {
        return open.getFirst().bean(RepositoryStore.class);
    }

    @Test
    void withASandboxNobodyIsAskedForPermission() {
        PagesServer.Person ada = administrator("sandbox");
        connect(ada, null, false);
        ConnectedRepository set = connect(ada, "make <test>", true);

        assertThat(ada.get("/repository").body())
                .contains(" · its own checks</span>", " · make &lt;test&gt;</span>")
                .contains(
                        "Empty: those that the repository&#39;s .pithy-jaunt.yml names, else those that are found in it. All of them run in a sandbox.")
                .doesNotContain(BOX);

        String path = "/repository/" + set.id() + "/checks";
        assertThat(ada.post(path, "checkCommand", "make <test>").statusCode()).isEqualTo(303);
        assertThat(store().find(set.id()).orElseThrow().checksAllowed())
                .as("a box that is not shown was not cleared")
                .isTrue();
        ada.post(path, "checkCommand", "make all");
        assertThat(store().find(set.id()).orElseThrow().checksAllowed())
                .as("another command has to be allowed anew")
                .isFalse();
    }

    @Test
    void withoutASandboxAnAdministratorAllowsACommand() {
        PagesServer.Person ada = administrator("none");
        connect(ada, null, false);
        connect(ada, "make allowed", true);
        ConnectedRepository waits = connect(ada, "make later", false);

        assertThat(ada.get("/repository").body())
                .contains(
                        " · no checks</span>",
                        " · make allowed</span>",
                        " · checks not allowed yet</span>",
                        BOX,
                        "This command may run on the server's machine without a sandbox",
                        "Empty: nothing is run. There is no sandbox here, so an administrator has to allow the command.");
        ada.post(
                "/repository/" + waits.id() + "/checks",
                "checkCommand",
                "make later",
                "checksAllowed",
                "true");
        assertThat(store().find(waits.id()).orElseThrow().checksAllowed()).isTrue();

        PagesServer.Person eve = open.getFirst().person("Eve", Account.Role.USER);
        connect(eve, "make hers", false);
        assertThat(eve.get("/repository").body()).contains("make hers").doesNotContain(BOX);
    }

    @Test
    void whereChecksAreSwitchedOffThePageSaysSo() {
        PagesServer.Person ada = administrator("off");
        connect(ada, "make test", true);

        assertThat(ada.get("/repository").body())
                .contains(
                        " · checks are switched off</span>",
                        "Checks are switched off here (JAUNT_SANDBOX).")
                .doesNotContain(BOX);
    }
}
