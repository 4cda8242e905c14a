package dev.pithyjaunt.testkit.workflow;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.StringNode;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// Evaluates expressions.
///
/// A function that can't do with what it gets throws an [EvaluationException].
record Evaluator(Contexts contexts) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{|}}|\\{(\\d+)}|[{}]");

    JsonNode evaluate(Expression expression) {
        return switch (expression) {
            case Expression.Literal(JsonNode value) -> value;
            case Expression.Context(String name) ->
                    contexts.values().getOrDefault(name, Values.JSON.nullNode());
            case Expression.Index(Expression target, Expression key) ->
                    Values.property(evaluate(target), evaluate(key));
            case Expression.Not(Expression operand) ->
                    BooleanNode.valueOf(!Values.isTrue(evaluate(operand)));
            case Expression.Binary binary -> binary(binary);
            case Expression.Call call -> call(call);
        };
    }

    private JsonNode binary(Expression.Binary binary) {
        JsonNode left = evaluate(binary.left());
        return switch (binary.operator()) {
            case OR -> Values.isTrue(left) ? left : evaluate(binary.right());
            case AND -> Values.isTrue(left) ? evaluate(binary.right()) : left;
            case EQUAL -> flag(Values.isSame(left, evaluate(binary.right())));
            case UNEQUAL -> flag(!Values.isSame(left, evaluate(binary.right())));
            case LESS -> flag(Values.isLess(left, evaluate(binary.right()), false));
            case LESS_OR_EQUAL -> flag(Values.isLess(left, evaluate(binary.right()), true));
            case GREATER -> flag(Values.isLess(evaluate(binary.right()), left, false));
            case GREATER_OR_EQUAL -> flag(Values.isLess(evaluate(binary.right()), left, true));
        };
    }

    private JsonNode call(Expression.Call call) {
        List<JsonNode> values = call.arguments().stream().map(this::evaluate).toList();
        Contexts.Status status = contexts.status();
        return switch (call.function()) {
            case ALWAYS -> flag(true);
            case SUCCESS -> flag(status.success());
            case FAILURE -> flag(status.failure());
            case CANCELLED -> flag(status.cancelled());
            case FROM_JSON -> fromJson(Values.text(values.get(0)));
            case TO_JSON ->
                    StringNode.valueOf(
                            Values.JSON
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(values.get(0)));
            case FORMAT -> StringNode.valueOf(format(values));
            case CONTAINS -> flag(contains(values.get(0), values.get(1)));
            case STARTS_WITH -> flag(lower(values.get(0)).startsWith(lower(values.get(1))));
            case ENDS_WITH -> flag(lower(values.get(0)).endsWith(lower(values.get(1))));
            case JOIN -> StringNode.valueOf(join(values));
        };
    }

    /// Numbers are doubles, as all numbers of expressions.
    private static JsonNode fromJson(String text) {
        try {
            JsonNode value = Values.JSON.readTree(text);
            if (value.isMissingNode()) {
                throw new EvaluationException("fromJSON of an empty text");
            }
            return value.isNumber() ? DoubleNode.valueOf(value.doubleValue()) : value;
        } catch (JacksonException e) {
            throw new EvaluationException(
                    "fromJSON of what is not JSON: " + e.getOriginalMessage());
        }
    }

    private static String format(List<JsonNode> values) {
        Matcher matcher = PLACEHOLDER.matcher(Values.text(values.getFirst()));
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(text, Matcher.quoteReplacement(filling(matcher, values)));
        }
        return matcher.appendTail(text).toString();
    }

    private static String filling(Matcher matcher, List<JsonNode> values) {
        if (matcher.group().equals("{{") || matcher.group().equals("}}")) {
            return matcher.group().substring(1);
        }
        String index = matcher.group(1);
        if (index == null || Integer.parseInt(index) + 1 >= values.size()) {
            throw new EvaluationException(
                    "format(): \"%s\" in \"%s\" has no argument"
                            .formatted(matcher.group(), Values.text(values.getFirst())));
        }
        return Values.text(values.get(Integer.parseInt(index) + 1));
    }

    private static boolean contains(JsonNode where, JsonNode what) {
        return where.isArray()
                ? StreamSupport.stream(where.spliterator(), false)
                        .anyMatch(item -> Values.isSame(item, what))
                : !where.isObject() && lower(where).contains(lower(what));
    }

    private static String join(List<JsonNode> values) {
        String separator = values.size() > 1 ? Values.text(values.get(1)) : ",";
        JsonNode items = values.getFirst();
        return items.isArray()
                ? String.join(
                        separator,
                        StreamSupport.stream(items.spliterator(), false).map(Values::text).toList())
                : Values.text(items);
    }

    private static String lower(JsonNode value) {
        return Values.text(value).toLowerCase(Locale.ROOT);
    }

    private static JsonNode flag(boolean value) {
        return BooleanNode.valueOf(value);
    }
}
