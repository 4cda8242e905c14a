package garden;

import java.util.List;

/** A feeder for birds. */
final class Feeder {

    private final List<String> seeds;

    Feeder(List<String> seeds) {
        this.seeds = seeds;
    }

    int count() {
        return seeds.size();
    }

    boolean isEmpty() {
        return seeds.isEmpty();
    }
}
