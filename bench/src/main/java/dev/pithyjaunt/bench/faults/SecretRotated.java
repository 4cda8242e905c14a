package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.protocol.signature.Secret;
import dev.pithyjaunt.testkit.github.StandInRun;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;

/// The master of the event secrets is changed in the middle of a run: while the server knows the
/// old one it hears the run, and after that it ends what it does not hear.
record SecretRotated() implements FaultScene {

    private static final String NEW_MASTER = "another-master-secret-of-the-faults-bench";
    private static final int CALLS = 2;

    @Override
    public String name() {
        return "secret-rotated";
    }

    @Override
    public Row play(Path folder, Size size, long seed) {
        Ledger ledger = new Ledger();
        try (Stage stage = new Stage(folder, DatabaseKind.SQLITE, Map.of());
                HttpClient http = HttpClient.newHttpClient();
                Load load = new Load(stage, stage.owner(), ledger, stage.server().address(), 1)) {
            Rotation rotation = new Rotation(stage, http, load, ledger, new Random(seed));
            rotation.play();
            return new Audit(stage.owner(), ledger, Stage.EXECUTION).row(name(), 2);
        }
    }

    /// One change of the master, from the first start with both to the first without the old one.
    private record Rotation(Stage stage, HttpClient http, Load load, Ledger ledger, Random dice) {

        void play() {
            Secret old = stage.eventSecret();
            Playing early = begin(old);
            expect(early.sender().log(), "before the change");
            restart(NEW_MASTER, Stage.MASTER);
            expect(early.sender().log() && early.sender().completed(CALLS), "signed with the old");
            early.run().complete("success");

            Playing fresh =
                    begin(
                            Secret.of(
                                    stage.owner()
                                            .get(
                                                    "/api/repo/%s/secret"
                                                            .formatted(stage.gitHubRepository()))
                                            .path("eventSecret")
                                            .asString()));
            expect(fresh.sender().log() && fresh.sender().completed(CALLS), "signed with the new");
            fresh.run().complete("success");

            Playing late = begin(old);
            restart(NEW_MASTER, "");
            if (late.sender().log() || late.sender().lastStatus() != 401) {
                ledger.fault(
                        "signed with what is no secret any more: answered "
                                + late.sender().lastStatus());
            }
            late.run().complete("failure");
        }

        private Playing begin(Secret secret) {
            Told told = load.execute(stage.gitHubRepository()).orElseThrow();
            StandInRun run = load.awaitRun(told).orElseThrow();
            run.start();
            Sender sender =
                    new Sender(
                            new Sender.Way(
                                    http, stage.server().address(), secret, InstantSource.system()),
                            told,
                            ledger,
                            dice);
            expect(sender.started(run.id()), "at the start");
            return new Playing(run, sender);
        }

        private void expect(boolean isTaken, String when) {
            if (!isTaken) {
                ledger.fault("a delivery was not taken " + when);
            }
        }

        private void restart(String master, String previous) {
            stage.server().set("GITHUB_WEBHOOK_SECRET", master);
            stage.server().set("GITHUB_WEBHOOK_SECRET_PREVIOUS", previous);
            stage.server().stop();
            stage.server().start();
        }
    }

    private record Playing(StandInRun run, Sender sender) {}
}
