package dev.pithyjaunt.testkit.workflow;

import tools.jackson.databind.JsonNode;

import java.util.List;

/// An expression between `${{` and `}}`.
sealed interface Expression {

    record Literal(JsonNode value) implements Expression {}

    record Context(String name) implements Expression {}

    /// `target.name` and `target['name']` alike.
    record Index(Expression target, Expression key) implements Expression {}

    record Call(Function function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    record Not(Expression operand) implements Expression {}

    record Binary(Operator operator, Expression left, Expression right) implements Expression {}

    /// In the order of their strength, weakest first, as in GitHub's table of operators.
    enum Operator {
        OR("||", 1),
        AND("&&", 2),
        EQUAL("==", 3),
        UNEQUAL("!=", 3),
        LESS("<", 4),
        LESS_OR_EQUAL("<=", 4),
        GREATER(">", 4),
        GREATER_OR_EQUAL(">=", 4);

        final String sign;
        final int strength;

        Operator(String sign, int strength) {
            this.sign = sign;
            this.strength = strength;
        }
    }

    /// With the numbers of arguments that each takes.
    enum Function {
        ALWAYS("always", 0, 0),
        SUCCESS("success", 0, 0),
        FAILURE("failure", 0, 0),
        CANCELLED("cancelled", 0, 0),
        FROM_JSON("fromJSON", 1, 1),
        TO_JSON("toJSON", 1, 1),
        FORMAT("format", 1, 255),
        CONTAINS("contains", 2, 2),
        STARTS_WITH("startsWith", 2, 2),
        ENDS_WITH("endsWith", 2, 2),
        JOIN("join", 1, 2);

        final String written;
        final int least;
        final int most;

        Function(String written, int least, int most) {
            this.written = written;
            this.least = least;
            this.most = most;
        }

        boolean isStatus() {
            return switch (this) {
                case ALWAYS, SUCCESS, FAILURE, CANCELLED -> true;
                case FROM_JSON, TO_JSON, FORMAT, CONTAINS, STARTS_WITH, ENDS_WITH, JOIN -> false;
            };
        }
    }

    /// Whether `success()`, `failure()`, `cancelled()` or `always()` is called anywhere in it.
    default boolean asksForStatus() {
        return switch (this) {
            case Literal _, Context _ -> false;
            case Index(Expression target, Expression key) ->
                    target.asksForStatus() || key.asksForStatus();
            case Call(Function function, List<Expression> arguments) ->
                    function.isStatus() || arguments.stream().anyMatch(Expression::asksForStatus);
            case Not(Expression operand) -> operand.asksForStatus();
            case Binary(Operator _, Expression left, Expression right) ->
                    left.asksForStatus() || right.asksForStatus();
        };
    }
}
