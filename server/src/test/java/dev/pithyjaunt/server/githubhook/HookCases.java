package dev.pithyjaunt.server.githubhook;

import static dev.pithyjaunt.server.githubhook.HookScene.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.server.TestServer.Person;
import dev.pithyjaunt.server.repository.ConnectedRepository;
import dev.pithyjaunt.testkit.github.StandInHook.Delivery;
import dev.pithyjaunt.testkit.github.StandInHook.Receipt;
import dev.pithyjaunt.testkit.github.StandInRepository;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.time.Duration;

/// What all cases stand on: a repository, and somebody who connected it.
@SuppressWarnings("NullAway.Init") // The checker does not know what runs before each test.
abstract class HookCases {

    static final String T1 = "2026-05-15T15:20:18Z";
    static final String T2 = "2026-05-15T15:20:19Z";

    final HookScene scene = HookIT.scene;
    StandInRepository shop;
    Person owner;
    ConnectedRepository connected;

    @BeforeEach
    void build() {
        shop = scene.repository();
        owner = scene.server.member();
        connected = scene.connect(owner, shop);
    }

    @AfterEach
    void onlyWhatGitHubHasWasAsked() {
        assertThat(scene.gitHub.violations()).isEmpty();
        scene.server.setAhead(Duration.ZERO);
    }

    Receipt send(Delivery delivery) {
        return scene.hook.send(delivery);
    }

    Delivery labelled(int number, String at, String sender) {
        return scene.hook.labelled(shop, issue(number, at), "pithy-jaunt", sender);
    }

    long deliveries() {
        return scene.count("github_delivery", "1 = 1");
    }
}
