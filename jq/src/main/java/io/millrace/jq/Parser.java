package io.millrace.jq;

import io.millrace.jq.Lexer.Kind;
import io.millrace.jq.Lexer.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses jq 1.6's grammar straight into nodes: names are resolved on the way. */
final class Parser {
    private static final int MAX_NESTING = 400;

    private static final int PIPE = 1;
    private static final int ALTERNATIVE = 3;
    private static final int SUM = 8;
    private static final Set<Integer> WITHOUT_ASSOCIATION = Set.of(4, 7);
    private static final Map<String, Integer> LEVELS = Map.ofEntries(
            Map.entry("|", PIPE),
            Map.entry(",", 2),
            Map.entry("//", ALTERNATIVE),
            Map.entry("=", 4),
            Map.entry("|=", 4),
            Map.entry("+=", 4),
            Map.entry("-=", 4),
            Map.entry("*=", 4),
            Map.entry("/=", 4),
            Map.entry("%=", 4),
            Map.entry("//=", 4),
            Map.entry("or", 5),
            Map.entry("and", 6),
            Map.entry("==", 7),
            Map.entry("!=", 7),
            Map.entry("<", 7),
            Map.entry(">", 7),
            Map.entry("<=", 7),
            Map.entry(">=", 7),
            Map.entry("+", SUM),
            Map.entry("-", SUM),
            Map.entry("*", 9),
            Map.entry("/", 9),
            Map.entry("%", 9));

    private final String text;
    private final List<Token> tokens;
    private final Builtins builtins;
    private int at;
    private int nesting;
    private Scope scope = Scope.TOP;
    private @Nullable String unresolved;

    private Parser(String text, Builtins builtins) throws JqSyntaxException {
        this.text = text;
        this.builtins = builtins;
        tokens = Lexer.tokens(text);
    }

    static Node parse(String text, Builtins builtins) throws JqSyntaxException {
        return new Parser(text, builtins).program();
    }

    /** Adds the functions that the text defines to the builtin ones. */
    static void define(String text, Builtins builtins) throws JqSyntaxException {
        var parser = new Parser(text, builtins);
        while (parser.token().is("def")) {
            Scope before = parser.scope;
            parser.definition();
            builtins.define(parser.scope.name(), java.util.Objects.requireNonNull(parser.scope.function()));
            parser.scope = before;
        }
        parser.expect(Kind.END);
        if (parser.unresolved != null) throw new JqSyntaxException(parser.unresolved);
    }

    private Node program() throws JqSyntaxException {
        for (String refused : List.of("module", "import", "include"))
            if (token().is(refused)) throw new JqSyntaxException(refused + " is refused: a query stands alone");
        while (token().is("def")) definition();
        Node node = token().kind() == Kind.END ? new Access.Identity() : expression(PIPE);
        expect(Kind.END);
        if (unresolved != null) throw new JqSyntaxException(unresolved);
        return node;
    }

    // ---- tokens

    private Token token() {
        return tokens.get(at);
    }

    private Token take() {
        return tokens.get(at++);
    }

    private boolean accept(String wanted) {
        if (!token().is(wanted)) return false;
        at++;
        return true;
    }

    private void expect(String wanted) throws JqSyntaxException {
        if (!accept(wanted)) throw unexpected();
    }

    private Token expect(Kind kind) throws JqSyntaxException {
        if (token().kind() != kind) throw unexpected();
        return kind == Kind.END ? token() : take();
    }

    private JqSyntaxException unexpected() {
        return new JqSyntaxException(
                located("syntax error, unexpected " + token().shown() + " (Unix shell quoting issues?)", token()));
    }

    private String located(String complaint, Token place) {
        return complaint + " at <top-level>, line " + Lexer.line(text, place.at());
    }

    private void unresolved(String complaint, Token place) {
        if (unresolved == null) unresolved = located(complaint, place);
    }

    // ---- expressions

    private Node expression(int lowest) throws JqSyntaxException {
        if (++nesting > MAX_NESTING) throw new JqSyntaxException("the query nests deeper than " + MAX_NESTING);
        Node left = operand();
        while (true) {
            Token operator = token();
            Integer level = isOperator(operator) ? LEVELS.get(operator.text()) : null;
            if (level == null || level < lowest) break;
            at++;
            boolean toTheRight = level == PIPE || level == ALTERNATIVE;
            Node right = expression(toTheRight ? level : level + 1);
            left = binary(operator, left, right);
            if (WITHOUT_ASSOCIATION.contains(level) && isOperator(token()) && level.equals(LEVELS.get(token().text())))
                throw unexpected();
        }
        nesting--;
        return left;
    }

    private static boolean isOperator(Token token) {
        return token.kind() == Kind.OPERATOR || token.kind() == Kind.KEYWORD;
    }

    private Node binary(Token operator, Node left, Node right) throws JqSyntaxException {
        return switch (operator.text()) {
            case "|" -> new Flow.Pipe(left, right);
            case "," -> new Flow.Comma(left, right);
            case "//" -> new Flow.Alternative(left, right);
            case "or" -> new Flow.Logic(left, right, true);
            case "and" -> new Flow.Logic(left, right, false);
            case "=" -> call("_assign", List.of(left, right), operator);
            case "|=" -> call("_modify", List.of(left, right), operator);
            case "+=", "-=", "*=", "/=", "%=", "//=" ->
                new Calls.Update(builtins.definition("_modify/2"), left, right, combination(operator.text()));
            default -> folded(operator, left, right);
        };
    }

    /** What {@code +=} and its like make of the old value and the variable beside it. */
    private static Node combination(String update) {
        String operator = update.substring(0, update.length() - 1);
        var old = new Access.Identity();
        var given = new Calls.Variable(0);
        return operator.equals("//")
                ? new Flow.Alternative(old, given)
                : new Calls.CallNative(Builtins.operator(operator), List.of(old, given));
    }

    /** jq computes constants when it compiles, which shows in a division by zero and in the keys of objects. */
    private Node folded(Token operator, Node left, Node right) throws JqSyntaxException {
        var computed = new Calls.CallNative(Builtins.operator(operator.text()), List.of(left, right), false);
        if (!(left instanceof Build.Constant a && right instanceof Build.Constant b)) return computed;
        boolean numbers = a.value instanceof JqNumber && b.value instanceof JqNumber;
        boolean strings = a.value instanceof JqString && b.value instanceof JqString;
        if (numbers && operator.is("/") && ((JqNumber) b.value).value() == 0)
            throw new JqSyntaxException(located("Division by zero?", operator));
        if ((numbers && !operator.is("%")) || (strings && operator.is("+"))) {
            JqValue value = computed.one(new Run(JqLimits.DEFAULT), Env.EMPTY, JqLiteral.NULL);
            if (value != null) return new Build.Constant(value);
        }
        return computed;
    }

    /** An operand with its trailing question marks. */
    private Node operand() throws JqSyntaxException {
        Node operand = bareOperand();
        while (accept("?")) operand = new Flow.Try(operand, null);
        return operand;
    }

    private Node bareOperand() throws JqSyntaxException {
        Token token = token();
        if (token.kind() == Kind.KEYWORD)
            switch (token.text()) {
                case "def" -> {
                    Scope outer = scope;
                    definition();
                    Node body = expression(PIPE);
                    scope = outer;
                    return body;
                }
                case "if" -> {
                    at++;
                    return conditional();
                }
                case "try" -> {
                    at++;
                    Node body = nestedOperand();
                    return new Flow.Try(body, accept("catch") ? nestedOperand() : null);
                }
                case "reduce", "foreach" -> {
                    return fold();
                }
                case "label" -> {
                    at++;
                    expect("$");
                    String name = expect(Kind.IDENT).text();
                    expect("|");
                    Scope outer = scope;
                    scope = scope.withSlot("label " + name);
                    Node body = expression(PIPE);
                    scope = outer;
                    return new Flow.Label(body);
                }
                default -> {}
            }
        if (accept("-"))
            return new Calls.CallNative(
                    (run, input, values) -> Arithmetic.negate(values[0]), List.of(expression(SUM + 1)), false);
        Node term = term();
        return accept("as") ? binding(term) : term;
    }

    private Node nestedOperand() throws JqSyntaxException {
        if (++nesting > MAX_NESTING) throw new JqSyntaxException("the query nests deeper than " + MAX_NESTING);
        Node operand = bareOperand();
        nesting--;
        return operand;
    }

    private Node conditional() throws JqSyntaxException {
        Node condition = expression(PIPE);
        expect("then");
        Node then = expression(PIPE);
        if (accept("elif")) return new Flow.If(condition, then, conditional());
        expect("else");
        Node otherwise = expression(PIPE);
        expect("end");
        return new Flow.If(condition, then, otherwise);
    }

    // ---- names

    private void definition() throws JqSyntaxException {
        expect("def");
        String name = expect(Kind.IDENT).text();
        var parameters = new ArrayList<String>();
        if (accept("(")) {
            do parameters.add((accept("$") ? "$" : "") + expect(Kind.IDENT).text());
            while (accept(";"));
            expect(")");
        }
        expect(":");
        var function = new Calls.Definition(scope.level());
        scope = scope.withFunction(name + "/" + parameters.size(), function);
        Scope outside = scope;
        for (String parameter : parameters) scope = scope.withSlot(parameter.replace("$", "") + "/0");
        var sources = new ArrayList<Node>();
        for (int i = 0; i < parameters.size(); i++) {
            if (!parameters.get(i).startsWith("$")) continue;
            // The i-th parameter lies below those that follow it and below the variables bound so far.
            sources.add(new Calls.Parameter(parameters.size() - 1 - i + sources.size()));
            scope = scope.withSlot(parameters.get(i));
        }
        Node body = expression(PIPE);
        for (int i = sources.size() - 1; i >= 0; i--)
            body = new Binding.As(sources.get(i), new Binding.Matcher(List.of(new Pattern.Variable(0)), 1), body);
        scope = outside;
        expect(";");
        function.define(body);
    }

    private Node call(String name, List<Node> arguments, Token place) throws JqSyntaxException {
        String key = name + "/" + arguments.size();
        Scope found = scope.find(key);
        if (found != null)
            return found.function() == null
                    ? new Calls.Parameter(scope.level() - found.level())
                    : new Calls.Call(found.function(), scope.level() - found.function().level, arguments);
        Node builtin = builtins.call(name, arguments, scope.level());
        if (builtin != null) return builtin;
        unresolved(
                builtins.isRefused(key) ? key + " is refused: a query sees its input only" : key + " is not defined",
                place);
        return new Access.Identity();
    }

    private Node variable(String name, Token place) {
        Scope found = scope.find("$" + name);
        if (found != null) return new Calls.Variable(scope.level() - found.level());
        unresolved(
                name.equals("ENV") ? "$ENV is refused: a query sees its input only" : "$" + name + " is not defined",
                place);
        return new Access.Identity();
    }

    // ---- bindings

    private Node binding(Node source) throws JqSyntaxException {
        var names = new LinkedHashMap<String, Integer>();
        Binding.Matcher matcher = patterns(names);
        expect("|");
        Scope outer = scope;
        for (String name : names.keySet()) scope = scope.withSlot("$" + name);
        Node body = expression(PIPE);
        scope = outer;
        return new Binding.As(source, matcher, body);
    }

    private Node fold() throws JqSyntaxException {
        boolean reduce = take().is("reduce");
        Node source = term();
        expect("as");
        var names = new LinkedHashMap<String, Integer>();
        Binding.Matcher matcher = patterns(names);
        expect("(");
        Node init = expression(PIPE);
        expect(";");
        Scope outer = scope;
        for (String name : names.keySet()) scope = scope.withSlot("$" + name);
        Node update = expression(PIPE);
        Node extract = !reduce && accept(";") ? expression(PIPE) : new Access.Identity();
        scope = outer;
        expect(")");
        return reduce
                ? new Binding.Reduce(source, matcher, init, update)
                : new Binding.Foreach(source, matcher, init, update, extract);
    }

    /** @param names filled with the variables and their slots */
    private Binding.Matcher patterns(Map<String, Integer> names) throws JqSyntaxException {
        var alternatives = new ArrayList<Pattern>();
        do alternatives.add(new PatternParser(names).pattern());
        while (accept("?//"));
        if (alternatives.size() == 1)
            return new Binding.Matcher(List.of(alternatives.getFirst().bindingOnce(new HashSet<>())), names.size());
        return new Binding.Matcher(List.copyOf(alternatives), names.size());
    }

    private final class PatternParser {
        private final Map<String, Integer> names;

        PatternParser(Map<String, Integer> names) {
            this.names = names;
        }

        private int slot(String name) {
            Integer known = names.putIfAbsent(name, names.size());
            return known == null ? names.size() - 1 : known;
        }

        Pattern pattern() throws JqSyntaxException {
            if (accept("$")) return new Pattern.Variable(slot(expect(Kind.IDENT).text()));
            if (accept("[")) {
                var elements = new ArrayList<Pattern>();
                do elements.add(pattern());
                while (accept(","));
                expect("]");
                return new Pattern.Elements(List.copyOf(elements));
            }
            expect("{");
            var members = new ArrayList<Pattern.Members.Member>();
            do members.add(member());
            while (accept(","));
            expect("}");
            return new Pattern.Members(List.copyOf(members));
        }

        private Pattern.Members.Member member() throws JqSyntaxException {
            if (accept("$")) {
                String name = expect(Kind.IDENT).text();
                Node key = new Build.Constant(new JqString(name));
                return new Pattern.Members.Member(key, slot(name), accept(":") ? pattern() : null);
            }
            Node key = objectKey();
            expect(":");
            return new Pattern.Members.Member(key, -1, pattern());
        }
    }

    /** A name, a string or an expression in parentheses. */
    private Node objectKey() throws JqSyntaxException {
        Token token = token();
        if (token.kind() == Kind.IDENT || token.kind() == Kind.KEYWORD)
            return new Build.Constant(new JqString(take().text()));
        if (token.kind() == Kind.STRING_START || token.kind() == Kind.FORMAT) {
            String format = token.kind() == Kind.FORMAT ? take().text() : "text";
            expect(Kind.STRING_START);
            return string(format);
        }
        expect("(");
        Node key = expression(PIPE);
        expect(")");
        if (key instanceof Build.Constant constant && !(constant.value instanceof JqString))
            unresolved("Cannot use " + JqError.described(constant.value) + " as object key", token);
        return key;
    }

    // ---- terms

    private Node term() throws JqSyntaxException {
        Node term = primary();
        while (true) {
            Token token = token();
            if (token.kind() == Kind.FIELD) {
                at++;
                term = new Access.Index(term, new Build.Constant(new JqString(token.text())), accept("?"));
            } else if (token.is(".")) {
                at++;
                term = new Access.Index(term, stringAfterDot(), accept("?"));
            } else if (token.is("[")) {
                at++;
                term = brackets(term);
            } else return term;
        }
    }

    private Node stringAfterDot() throws JqSyntaxException {
        String format = token().kind() == Kind.FORMAT ? take().text() : "text";
        expect(Kind.STRING_START);
        return string(format);
    }

    private Node brackets(Node target) throws JqSyntaxException {
        if (accept("]")) return new Access.Each(target, accept("?"));
        Node nothing = new Build.Constant(JqLiteral.NULL);
        if (accept(":")) {
            Node end = expression(PIPE);
            expect("]");
            return new Access.Index(target, slice(nothing, end), accept("?"));
        }
        Node key = expression(PIPE);
        if (accept(":")) key = slice(key, token().is("]") ? nothing : expression(PIPE));
        expect("]");
        return new Access.Index(target, key, accept("?"));
    }

    private static Node slice(Node start, Node end) {
        return new Build.MakeObject(List.of(
                new Build.MakeObject.Member(new Build.Constant(new JqString("start")), start),
                new Build.MakeObject.Member(new Build.Constant(new JqString("end")), end)));
    }

    private Node primary() throws JqSyntaxException {
        Token token = take();
        switch (token.kind()) {
            case FIELD -> {
                Node key = new Build.Constant(new JqString(token.text()));
                return new Access.Index(new Access.Identity(), key, accept("?"));
            }
            case LITERAL -> {
                return new Build.Constant(JqNumber.of(JsonScanner.number(token.text())));
            }
            case STRING_START -> {
                return string("text");
            }
            case FORMAT -> {
                if (token().kind() != Kind.STRING_START) return format(new Access.Identity(), token.text());
                at++;
                return string(token.text());
            }
            case IDENT -> {
                return identifier(token);
            }
            case OPERATOR -> {
                return punctuated(token);
            }
            case KEYWORD -> {
                if (token.text().equals("break")) {
                    expect("$");
                    String name = expect(Kind.IDENT).text();
                    Scope label = scope.find("label " + name);
                    if (label != null) return new Flow.Break(scope.level() - label.level());
                    unresolved("$*label-" + name + " is not defined", token);
                    return new Access.Identity();
                }
            }
            default -> {}
        }
        at--;
        throw unexpected();
    }

    private Node identifier(Token name) throws JqSyntaxException {
        switch (name.text()) {
            case "null" -> {
                if (!token().is("(")) return new Build.Constant(JqLiteral.NULL);
            }
            case "true", "false" -> {
                if (!token().is("("))
                    return new Build.Constant(JqLiteral.of(name.text().equals("true")));
            }
            default -> {}
        }
        var arguments = new ArrayList<Node>();
        if (accept("(")) {
            do arguments.add(expression(PIPE));
            while (accept(";"));
            expect(")");
        }
        return call(name.text(), arguments, name);
    }

    private Node punctuated(Token token) throws JqSyntaxException {
        return switch (token.text()) {
            case "." -> {
                Kind next = token().kind();
                yield next == Kind.STRING_START || next == Kind.FORMAT
                        ? new Access.Index(new Access.Identity(), stringAfterDot(), accept("?"))
                        : new Access.Identity();
            }
            case ".." -> call("recurse", List.of(), token);
            case "(" -> {
                Node inner = expression(PIPE);
                expect(")");
                yield inner;
            }
            case "[" -> array();
            case "{" -> object();
            case "$" ->
                accept("__loc__")
                        ? new Build.Constant(JqObject.of("file", new JqString("<top-level>"))
                                .with("line", JqNumber.of(Lexer.line(text, token.at()))))
                        : variable(expect(Kind.IDENT).text(), token);
            default -> {
                at--;
                throw unexpected();
            }
        };
    }

    private Node array() throws JqSyntaxException {
        if (accept("]")) return new Build.Constant(new JqArray());
        Node items = expression(PIPE);
        expect("]");
        var constants = new ArrayList<JqValue>();
        return areConstant(items, constants) ? new Build.Constant(JqArray.of(constants)) : new Build.Collect(items);
    }

    private static boolean areConstant(Node items, List<JqValue> constants) {
        if (items instanceof Build.Constant constant) return constants.add(constant.value);
        return items instanceof Flow.Comma comma
                && areConstant(comma.first, constants)
                && areConstant(comma.second, constants);
    }

    private Node string(String format) throws JqSyntaxException {
        Node text = new Build.Constant(new JqString(""));
        Token plus = new Token(Kind.OPERATOR, "+", token().at());
        while (token().kind() != Kind.STRING_END) {
            if (token().kind() == Kind.STRING_TEXT)
                text = folded(plus, text, new Build.Constant(new JqString(take().text())));
            else {
                expect(Kind.INTERPOLATION_START);
                Node value = expression(PIPE);
                expect(Kind.INTERPOLATION_END);
                text = folded(plus, text, format(value, format));
            }
        }
        at++;
        return text;
    }

    private static Node format(Node value, String format) {
        JqString name = new JqString(format);
        var formatted = new Calls.CallNative((run, input, none) -> Formats.format(run, input, name), List.of());
        return value instanceof Access.Identity ? formatted : new Flow.Pipe(value, formatted);
    }

    private Node object() throws JqSyntaxException {
        var members = new ArrayList<Build.MakeObject.Member>();
        while (!token().is("}")) {
            members.add(member());
            if (!accept(",")) break;
        }
        expect("}");
        var constant = new JqObject.Builder(members.size());
        for (Build.MakeObject.Member member : members) {
            if (!(member.key() instanceof Build.Constant key
                    && key.value instanceof JqString name
                    && member.value() instanceof Build.Constant value)) return new Build.MakeObject(members);
            constant.put(name.value(), value.value);
        }
        return new Build.Constant(constant.build());
    }

    private Build.MakeObject.Member member() throws JqSyntaxException {
        Token token = token();
        if (accept("$")) {
            String name = expect(Kind.IDENT).text();
            return new Build.MakeObject.Member(new Build.Constant(new JqString(name)), variable(name, token));
        }
        Node key = objectKey();
        boolean mayStandAlone = token.kind() != Kind.KEYWORD && !token.is("(");
        if (mayStandAlone && !token().is(":"))
            return new Build.MakeObject.Member(key, new Access.Index(new Access.Identity(), key, false));
        expect(":");
        return new Build.MakeObject.Member(key, memberValue());
    }

    /** Terms, minus signs and pipes only. */
    private Node memberValue() throws JqSyntaxException {
        if (++nesting > MAX_NESTING) throw new JqSyntaxException("the query nests deeper than " + MAX_NESTING);
        Node value;
        if (accept("-")) {
            int minuses = 1;
            while (accept("-")) minuses++;
            value = term();
            for (int i = 0; i < minuses; i++)
                value = new Calls.CallNative(
                        (run, input, values) -> Arithmetic.negate(values[0]), List.of(value), false);
        } else value = term();
        if (accept("|")) value = new Flow.Pipe(value, memberValue());
        nesting--;
        return value;
    }
}
