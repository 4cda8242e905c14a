package dev.pithyjaunt.agent.edit;

/// An edit that was not made, and why.
record RefusedEdit(Edit edit, Refusal refusal) {

    static RefusedEdit of(Edit edit, RefusedEditException e) {
        return of(edit, e.reason(), e.nearest());
    }

    static RefusedEdit of(Edit edit, String reason, String nearest) {
        return new RefusedEdit(
                edit, new Refusal(edit.path(), reason, nearest, edit.origin().raw()));
    }
}
