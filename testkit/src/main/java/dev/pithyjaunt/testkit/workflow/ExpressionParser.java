package dev.pithyjaunt.testkit.workflow;

import dev.pithyjaunt.testkit.workflow.Expression.Function;
import dev.pithyjaunt.testkit.workflow.Expression.Operator;

import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads an expression:
///
/// ```
/// expression = unary { operator unary }        by strength: || && == != < <= > >=
/// unary      = "!" unary | postfix
/// postfix    = primary { "." name | "[" expression "]" }
/// primary    = literal | function "(" [ expression { "," expression } ] ")" | context
///            | "(" expression ")"
/// ```
///
/// Names and functions don't depend on case. The filter `*` is refused.
final class ExpressionParser {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(?<text>'(?:[^']|'')*')"
                            + "|(?<number>[-+]?(?:0x[0-9a-fA-F]+|0o[0-7]+|(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?))"
                            + "|(?<name>[A-Za-z_][A-Za-z0-9_-]*)"
                            + "|(?<sign>\\|\\||&&|==|!=|<=|>=|[<>!()\\[\\],.]))");

    private enum Kind {
        TEXT,
        NUMBER,
        NAME,
        SIGN,
        END
    }

    private record Token(Kind kind, String text) {}

    private final Place place;
    private final String source;
    private final Scope scope;
    private final List<Token> tokens;
    private int next;

    private ExpressionParser(Place place, String source, Scope scope) {
        this.place = place;
        this.source = source.strip();
        this.scope = scope;
        this.tokens = tokens();
    }

    static Expression parse(Place place, String source, Scope scope) {
        ExpressionParser parser = new ExpressionParser(place, source, scope);
        Expression expression = parser.binary(1);
        if (parser.peek().kind != Kind.END) {
            throw parser.refuse("did not expect \"%s\"".formatted(parser.peek().text));
        }
        parser.check(expression);
        return expression;
    }

    private List<Token> tokens() {
        List<Token> found = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(source);
        int at = 0;
        while (at < source.length()) {
            matcher.region(at, source.length());
            if (!matcher.lookingAt()) {
                throw refuse("can't read from \"%s\" on".formatted(source.substring(at).strip()));
            }
            found.add(token(matcher));
            at = matcher.end();
        }
        found.add(new Token(Kind.END, "the end"));
        return found;
    }

    private static Token token(Matcher matcher) {
        for (Kind kind : List.of(Kind.TEXT, Kind.NUMBER, Kind.NAME, Kind.SIGN)) {
            String text = matcher.group(kind.name().toLowerCase(Locale.ROOT));
            if (text != null) {
                return new Token(kind, text);
            }
        }
        throw new IllegalStateException("a token of no kind");
    }

    private Expression binary(int strength) {
        Expression left = unary();
        while (true) {
            Optional<Operator> operator = operator();
            if (operator.isEmpty() || operator.get().strength < strength) {
                return left;
            }
            next++;
            Expression right = binary(operator.get().strength + 1);
            left = new Expression.Binary(operator.get(), left, right);
        }
    }

    private Optional<Operator> operator() {
        return peek().kind == Kind.SIGN
                ? Arrays.stream(Operator.values())
                        .filter(operator -> operator.sign.equals(peek().text))
                        .findFirst()
                : Optional.empty();
    }

    private Expression unary() {
        return accept("!") ? new Expression.Not(unary()) : postfix();
    }

    private Expression postfix() {
        Expression target = primary();
        while (true) {
            if (accept(".")) {
                Token name = take();
                if (name.kind != Kind.NAME) {
                    throw refuse("expected a name after \".\", but found \"" + name.text + "\"");
                }
                target = new Expression.Index(target, text(name.text));
            } else if (accept("[")) {
                target = new Expression.Index(target, binary(1));
                expect("]");
            } else {
                return target;
            }
        }
    }

    private Expression primary() {
        Token token = take();
        return switch (token.kind) {
            case TEXT -> text(token.text.substring(1, token.text.length() - 1).replace("''", "'"));
            case NUMBER -> new Expression.Literal(DoubleNode.valueOf(Values.number(token.text)));
            case NAME -> named(token.text);
            case SIGN -> {
                if (!token.text.equals("(")) {
                    throw refuse("did not expect \"%s\"".formatted(token.text));
                }
                Expression inner = binary(1);
                expect(")");
                yield inner;
            }
            case END -> throw refuse("it ends too early");
        };
    }

    private Expression named(String name) {
        if (accept("(")) {
            return call(name);
        }
        return switch (name) {
            case "true", "false" ->
                    new Expression.Literal(BooleanNode.valueOf(name.equals("true")));
            case "null" -> new Expression.Literal(NullNode.getInstance());
            case "NaN" -> new Expression.Literal(DoubleNode.valueOf(Double.NaN));
            case "Infinity" -> new Expression.Literal(DoubleNode.valueOf(Double.POSITIVE_INFINITY));
            default -> context(name);
        };
    }

    private Expression context(String written) {
        String name = written.toLowerCase(Locale.ROOT);
        if (!Scope.ALL.contains(name)) {
            throw refuse("unknown context \"%s\"".formatted(written));
        }
        if (!scope.contexts().containsKey(name)) {
            throw refuse(
                    "the context \"%s\" is not available here, only %s"
                            .formatted(written, String.join(", ", scope.contexts().keySet())));
        }
        return new Expression.Context(name);
    }

    private Expression call(String name) {
        Function function =
                Arrays.stream(Function.values())
                        .filter(known -> known.written.equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(() -> refuse("unknown function \"%s\"".formatted(name)));
        if (function.isStatus() && !scope.status()) {
            throw refuse("%s() is available in \"if\" only".formatted(function.written));
        }
        List<Expression> arguments = new ArrayList<>();
        while (!accept(")")) {
            if (!arguments.isEmpty()) {
                expect(",");
            }
            arguments.add(binary(1));
        }
        if (arguments.size() < function.least || arguments.size() > function.most) {
            throw refuse("%s() with %d arguments".formatted(function.written, arguments.size()));
        }
        return new Expression.Call(function, arguments);
    }

    /// Refuses properties that nothing has.
    private void check(Expression expression) {
        switch (expression) {
            case Expression.Literal _ -> {}
            case Expression.Context(String name) -> {
                if (scope.contexts().get(name) instanceof Shape.Named) {
                    throw refuse("\"%s\" is taken with a name only".formatted(name));
                }
            }
            case Expression.Index index -> shape(index);
            case Expression.Call call -> call.arguments().forEach(this::check);
            case Expression.Not(Expression operand) -> check(operand);
            case Expression.Binary(Operator _, Expression left, Expression right) -> {
                check(left);
                check(right);
            }
        }
    }

    private Shape shape(Expression expression) {
        return switch (expression) {
            case Expression.Context(String name) ->
                    Objects.requireNonNull(scope.contexts().get(name));
            case Expression.Index(Expression target, Expression key) -> below(shape(target), key);
            case Expression.Literal _, Expression.Call _, Expression.Not _, Expression.Binary _ -> {
                check(expression);
                yield new Shape.Open();
            }
        };
    }

    private Shape below(Shape shape, Expression key) {
        Optional<String> name =
                key instanceof Expression.Literal(StringNode text)
                        ? Optional.of(text.stringValue())
                        : Optional.empty();
        return switch (shape) {
            case Shape.Open _ -> {
                check(key);
                yield shape;
            }
            case Shape.Named _ -> {
                scope.secrets()
                        .add(name.orElseThrow(() -> refuse("a secret is taken by name only")));
                yield new Shape.Open();
            }
            case Shape.Fields(var fields) -> {
                String wanted = name.orElseThrow(() -> refuse("an index that is not a text"));
                yield Optional.ofNullable(fields.get(wanted.toLowerCase(Locale.ROOT)))
                        .orElseThrow(() ->
                                refuse(
                                        "unknown property \"%s\", there is only %s"
                                                .formatted(wanted, fields.keySet())));
            }
        };
    }

    private static Expression text(String text) {
        return new Expression.Literal(StringNode.valueOf(text));
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    private boolean accept(String sign) {
        if (peek().kind == Kind.SIGN && peek().text.equals(sign)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String sign) {
        if (!accept(sign)) {
            throw refuse("expected \"%s\", but found \"%s\"".formatted(sign, peek().text));
        }
    }

    private WorkflowException refuse(String why) {
        return place.refuse("expression \"%s\": %s".formatted(source, why));
    }
}
