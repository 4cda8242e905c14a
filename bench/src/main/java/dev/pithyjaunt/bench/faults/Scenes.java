package dev.pithyjaunt.bench.faults;

import java.time.Duration;
import java.util.List;

/// All that is played.
final class Scenes {

    private Scenes() {}

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    static List<FaultScene> all(Size size) {
        return List.of(
                new ServerKilled(Stage.Store.SQLITE, size.of(3, 50)),
                new ServerKilled(Stage.Store.POSTGRESQL, size.of(3, 50)),
                new DatabaseAway(DatabaseAway.Kind.FULL, seconds(size.of(2, 20))),
                new DatabaseAway(DatabaseAway.Kind.LOCKED, seconds(size.of(3, 20))),
                new DatabaseAway(DatabaseAway.Kind.STOPPED, seconds(size.of(3, 30))),
                new NetworkMoods(size.of(6, 100)),
                new WrongClock());
    }
}
