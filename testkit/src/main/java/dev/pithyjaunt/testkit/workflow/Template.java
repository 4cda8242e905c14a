package dev.pithyjaunt.testkit.workflow;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

import java.util.ArrayList;
import java.util.List;

/// A value of the file in which expressions stand between `${{` and `}}`.
record Template(Place place, String source, List<Part> parts) {

    sealed interface Part {
        record Words(String text) implements Part {}

        record Hole(Expression expression) implements Part {}
    }

    Template {
        parts = List.copyOf(parts);
    }

    static Template parse(Place place, String source, Scope scope) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        for (int open = source.indexOf("${{"); open >= 0; open = source.indexOf("${{", at)) {
            if (open > at) {
                parts.add(new Part.Words(source.substring(at, open)));
            }
            int close = close(place, source, open + 3);
            String inner = source.substring(open + 3, close);
            parts.add(new Part.Hole(ExpressionParser.parse(place, inner, scope)));
            at = close + 2;
        }
        if (at < source.length()) {
            parts.add(new Part.Words(source.substring(at)));
        }
        return new Template(place, source, parts);
    }

    private static int close(Place place, String source, int from) {
        boolean quoted = false;
        for (int at = from; at < source.length(); at++) {
            if (source.charAt(at) == '\'') {
                quoted = !quoted;
            } else if (!quoted && source.startsWith("}}", at)) {
                return at;
            }
        }
        throw place.refuse("an expression that is not closed: " + source.substring(from).strip());
    }

    /// A value of any type when it is one expression, else a text.
    JsonNode value(Contexts contexts) {
        return parts.size() == 1 && parts.getFirst() instanceof Part.Hole(Expression expression)
                ? new Evaluator(contexts).evaluate(expression)
                : StringNode.valueOf(text(contexts));
    }

    String text(Contexts contexts) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Words(String words) -> text.append(words);
                case Part.Hole(Expression expression) ->
                        text.append(Values.text(new Evaluator(contexts).evaluate(expression)));
            }
        }
        return text.toString();
    }

    /// A number of minutes; GitHub fails what is none.
    double minutes(Contexts contexts) {
        double number = Values.number(value(contexts));
        if (Double.isNaN(number) || number <= 0) {
            throw new EvaluationException(
                    "%s: a number of minutes is expected, but found \"%s\""
                            .formatted(place.path(), text(contexts)));
        }
        return number;
    }

    boolean flag(Contexts contexts) {
        return switch (text(contexts)) {
            case "true" -> true;
            case "false" -> false;
            case String other ->
                    throw new EvaluationException(
                            "%s: true or false is expected, but found \"%s\""
                                    .formatted(place.path(), other));
        };
    }
}
