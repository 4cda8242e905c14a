package dev.pithyjaunt.bench.localization;

/// Where the files that changes were made on are taken from.
interface Bases {

    Base find(RecordedChange change);
}
