package dev.pithyjaunt.runner.validate;

import dev.pithyjaunt.git.Repository;
import dev.pithyjaunt.git.ScratchIndex;
import dev.pithyjaunt.git.process.Deadline;
import dev.pithyjaunt.protocol.Id;
import dev.pithyjaunt.runner.sandbox.Place;
import dev.pithyjaunt.runner.sandbox.Sandbox;

import java.nio.file.Path;

/// Makes places with the files of the commit, and of the commit with a patch.
///
/// @param scratch a folder for git's indexes
record Trees(
        Repository repository, String commit, Sandbox sandbox, Path scratch, Deadline deadline) {

    /// A place with the commit's files.
    Place base() {
        Place place = newPlace();
        repository.workTree(commit, place.tree());
        sandbox.handOver(place);
        return place;
    }

    /// A place with the commit's files as a patch leaves them.
    Place patched(byte[] patch) {
        Place place = newPlace();
        repository.workTree(commit, place.tree());
        Repository.apply(place.tree(), patch, deadline);
        sandbox.handOver(place);
        return place;
    }

    /// A copy of a place with the commit's files, in which a patch changes what it changes.
    Place patched(byte[] patch, Place prepared) {
        Place place = sandbox.copy(prepared);
        ScratchIndex index = repository.scratchIndex(commit, scratch.resolve("index-" + Id.next()));
        index.apply(patch);
        index.writeChanged(place.tree());
        if (place.isLayered()) {
            // Only then it is a new folder, in which the commit's own commands have left no link.
            index.stageIn(place.tree().resolve(".git"));
        }
        sandbox.handOver(place);
        return place;
    }

    private Place newPlace() {
        return sandbox.newPlace(repository.objectStores());
    }
}
