package dev.pithyjaunt.testkit.workflow;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeType;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/// GitHub's rules for values of expressions:
/// [operators](https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#operators).
final class Values {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private Values() {}

    static boolean isTrue(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> false;
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.doubleValue() != 0 && !Double.isNaN(value.doubleValue());
            case STRING -> !value.stringValue().isEmpty();
            case ARRAY, OBJECT, BINARY, POJO -> true;
        };
    }

    /// As it is put into a text.
    static String text(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> "";
            case BOOLEAN -> String.valueOf(value.booleanValue());
            case NUMBER -> numberText(value.doubleValue());
            case STRING -> value.stringValue();
            case ARRAY -> "Array";
            case OBJECT, BINARY, POJO -> "Object";
        };
    }

    private static String numberText(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return String.valueOf(number);
        }
        return new BigDecimal(number)
                .round(new MathContext(15))
                .stripTrailingZeros()
                .toPlainString();
    }

    static double number(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> 0;
            case BOOLEAN -> value.booleanValue() ? 1 : 0;
            case NUMBER -> value.doubleValue();
            case STRING -> number(value.stringValue());
            case ARRAY, OBJECT, BINARY, POJO -> Double.NaN;
        };
    }

    /// NaN when it is none.
    static double number(String written) {
        String text = written.strip();
        try {
            if (text.isEmpty()) {
                return 0;
            }
            if (text.startsWith("0x")) {
                return Long.parseLong(text.substring(2), 16);
            }
            if (text.startsWith("0o")) {
                return Long.parseLong(text.substring(2), 8);
            }
            return text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?")
                    ? Double.parseDouble(text)
                    : Double.NaN;
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    static boolean isSame(JsonNode left, JsonNode right) {
        JsonNodeType type = left.getNodeType();
        if (type != right.getNodeType()) {
            return number(left) == number(right);
        }
        return switch (type) {
            case NULL, MISSING -> true;
            case STRING -> left.stringValue().equalsIgnoreCase(right.stringValue());
            case BOOLEAN, NUMBER -> number(left) == number(right);
            case ARRAY, OBJECT, BINARY, POJO -> isOneInstance(left, right);
        };
    }

    @SuppressWarnings("ReferenceEquality") // GitHub's rule: the same object, not an equal one.
    private static boolean isOneInstance(JsonNode left, JsonNode right) {
        return left == right;
    }

    static boolean isLess(JsonNode left, JsonNode right, boolean orEqual) {
        if (left.isString() && right.isString()) {
            int order = left.stringValue().compareToIgnoreCase(right.stringValue());
            return order < 0 || (orEqual && order == 0);
        }
        double first = number(left);
        double second = number(right);
        return first < second || (orEqual && first == second);
    }

    /// A property by its name, whatever the case; null when there is none.
    static JsonNode property(JsonNode target, JsonNode key) {
        if (target.isObject()) {
            String name = text(key);
            for (Map.Entry<String, JsonNode> entry : target.properties()) {
                if (entry.getKey().equalsIgnoreCase(name)) {
                    return entry.getValue();
                }
            }
        }
        if (target.isArray()) {
            double index = number(key);
            if (index >= 0 && index < target.size()) {
                return target.get((int) index);
            }
        }
        return JSON.nullNode();
    }
}
