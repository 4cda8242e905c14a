package dev.pithyjaunt.testkit.workflow;

import java.util.List;

/// What stands in `if`. One that asks for no status holds only on success.
record Condition(Expression expression) {

    private static final Expression SUCCESS =
            new Expression.Call(Expression.Function.SUCCESS, List.of());

    static Condition onSuccess() {
        return new Condition(SUCCESS);
    }

    static Condition parse(Place place, String source, Scope scope) {
        String text = source.strip();
        boolean wrapped = text.startsWith("${{") && text.endsWith("}}");
        String inner = wrapped ? text.substring(3, text.length() - 2) : text;
        if (inner.contains("${{")) {
            // GitHub makes a text of it, and a text that is not empty is true.
            throw place.refuse("\"if\" is one expression, but found \"%s\"".formatted(text));
        }
        Expression expression = ExpressionParser.parse(place, inner, scope.withStatus());
        return new Condition(
                expression.asksForStatus()
                        ? expression
                        : new Expression.Binary(Expression.Operator.AND, SUCCESS, expression));
    }

    boolean holds(Contexts contexts) {
        return Values.isTrue(new Evaluator(contexts).evaluate(expression));
    }
}
