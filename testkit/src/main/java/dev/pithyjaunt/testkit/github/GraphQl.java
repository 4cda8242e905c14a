package dev.pithyjaunt.testkit.github;

/// What `gh` asks of GraphQL.
final class GraphQl {

    private final State state;

    GraphQl(State state) {
        this.state = state;
    }

    Reply reply(Ask ask) {
        state.violations().add("GraphQL: " + new String(ask.body(), java.nio.charset.StandardCharsets.UTF_8));
        throw new Refused(501, "The stand-in does not know this query");
    }
}
