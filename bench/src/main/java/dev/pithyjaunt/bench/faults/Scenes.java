package dev.pithyjaunt.bench.faults;

import dev.pithyjaunt.bench.program.DatabaseKind;

import java.time.Duration;
import java.util.List;

/// All that is played.
final class Scenes {

    private Scenes() {}

    private static List<RealRun.Job> dying(Size size) {
        return switch (size) {
            case SHORT -> List.of(RealRun.Job.PUBLISH, RealRun.Job.REPORT);
            case FULL -> List.of(RealRun.Job.values());
        };
    }

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    static List<FaultScene> all(Size size) {
        return List.of(
                new ServerKilled(DatabaseKind.SQLITE, size.of(3, 50)),
                new ServerKilled(DatabaseKind.POSTGRESQL, size.of(3, 50)),
                new RunnerKilled(size.of(1, 10)),
                new RunKilled(size.of(1, 5), dying(size)),
                new DatabaseAway(DatabaseAway.Kind.FULL, seconds(size.of(2, 20))),
                new DatabaseAway(DatabaseAway.Kind.LOCKED, seconds(size.of(3, 20))),
                new DatabaseAway(DatabaseAway.Kind.STOPPED, seconds(size.of(3, 30))),
                new ForgeAway(ForgeAway.Kind.DOWN, seconds(size.of(3, 30))),
                new ForgeAway(ForgeAway.Kind.SLOW, seconds(size.of(3, 30))),
                new ForgeAway(ForgeAway.Kind.ERRING, seconds(size.of(4, 60))),
                new ForgeAway(ForgeAway.Kind.UNANSWERED, Duration.ZERO),
                new TwoServers(size.of(5, 100)),
                new FullQueue(seconds(size.of(5, 60))),
                new NetworkMoods(size.of(6, 100)),
                new WrongClock(),
                new SecretRotated());
    }
}
