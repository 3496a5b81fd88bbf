package io.millrace.jq;

import java.util.List;
import java.util.Random;

/** Makes filters of the whole language and JSON values of every kind, the same ones for the same seed. */
final class FilterGenerator {
    private static final List<String> KEYS = List.of("a", "b", "c", "ts", "é", "key", "value", "name");
    private static final List<String> NULLARY = List.of(
            "length",
            "keys",
            "keys_unsorted",
            "values",
            "type",
            "not",
            "tostring",
            "tojson",
            "fromjson",
            "tonumber",
            "add",
            "any",
            "all",
            "flatten",
            "floor",
            "sqrt",
            "sort",
            "unique",
            "reverse",
            "min",
            "max",
            "first",
            "last",
            "to_entries",
            "from_entries",
            "ascii_downcase",
            "ascii_upcase",
            "explode",
            "implode",
            "tostream",
            "paths",
            "leaf_paths",
            "transpose",
            "combinations",
            "recurse",
            "..",
            "arrays",
            "objects",
            "scalars",
            "numbers",
            "strings",
            "nulls",
            "booleans",
            "iterables",
            "utf8bytelength",
            "@csv",
            "@tsv",
            "@html",
            "@uri",
            "@json",
            "@text",
            "@sh",
            "@base64",
            "@base64d",
            "isnan",
            "isinfinite",
            "isnormal",
            "todate",
            "gmtime",
            "mktime",
            "fromdate",
            "ceil",
            "round",
            "fabs",
            "trunc",
            "exp2",
            "log2",
            "frexp",
            "modf",
            "significand",
            "logb",
            "empty",
            "error",
            "infinite",
            "nan",
            "isfinite",
            "finites",
            "rint",
            "exp10");
    private static final List<String> UNARY = List.of(
            "map",
            "select",
            "sort_by",
            "group_by",
            "unique_by",
            "min_by",
            "max_by",
            "has",
            "in",
            "contains",
            "inside",
            "del",
            "path",
            "paths",
            "map_values",
            "with_entries",
            "any",
            "all",
            "first",
            "last",
            "recurse",
            "startswith",
            "endswith",
            "ltrimstr",
            "rtrimstr",
            "split",
            "join",
            "index",
            "rindex",
            "indices",
            "flatten",
            "range",
            "walk",
            "getpath",
            "delpaths",
            "isempty",
            "error",
            "test",
            "match",
            "capture",
            "scan",
            "splits",
            "nth",
            "combinations",
            "strftime",
            "strptime",
            "bsearch",
            "INDEX",
            "IN",
            "format",
            "truncate_stream",
            "fromstream");
    private static final List<String> BINARY = List.of(
            "limit", "setpath", "range", "sub", "gsub", "test", "nth", "recurse", "any", "all", "match", "split", "pow",
            "fmin", "fmod", "IN", "ldexp", "atan2", "splits", "INDEX", "capture");
    private static final List<String> OPERATORS =
            List.of("+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "and", "or", "//", ",", "|", "|", ",");
    private static final List<String> UPDATES = List.of("=", "|=", "+=", "-=", "*=", "/=", "%=", "//=");
    private static final List<String> STRINGS = List.of(
            "\"\"",
            "\"a\"",
            "\"b\"",
            "\"a,b\"",
            "\"abc\"",
            "\"é😀x\"",
            "\",\"",
            "\"%Y-%m-%d\"",
            "\"1\"",
            "\"[1,2]\"",
            "\"g\"",
            "\"i\"",
            "\"[a-c]+\"",
            "\"(?<x>a)|b\"",
            "\"a.c\"",
            "\"2015-03-05T23:51:47Z\"",
            "\"YWJj\"",
            "\"x\\ny\\t\\\"\"",
            "\"\\u00e9\\u0000\"",
            "\"\\\\d+\"",
            "\"(a)(b)?\"",
            "\"csv\"",
            "\"%H:%M:%S %j %a\"");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "2",
            "-1",
            "3",
            "0.5",
            "1.5",
            "10",
            "100",
            "1e3",
            "1425599621",
            "1e17",
            "0.00001",
            "-0",
            "12345678901234567890",
            "4294967296",
            "1e-310",
            "3.0",
            "255");

    private final Random random;
    private int variables;

    FilterGenerator(Random random) {
        this.random = random;
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String filter() {
        variables = 0;
        return expression(3);
    }

    private String variable() {
        return variables > 0 && random.nextInt(4) > 0 ? "$v" + random.nextInt(variables) : one(NUMBERS);
    }

    private String expression(int depth) {
        if (depth <= 0) return leaf();
        return switch (random.nextInt(30)) {
            case 0, 1, 2, 3 -> expression(depth - 1) + " | " + expression(depth - 1);
            case 4, 5 -> "(" + expression(depth - 1) + ") " + one(OPERATORS) + " (" + expression(depth - 1) + ")";
            case 6 -> term(depth) + " " + one(OPERATORS) + " " + term(depth);
            case 7 -> "[" + expression(depth - 1) + "]";
            case 8 -> object(depth);
            case 9 ->
                "if " + expression(depth - 1) + " then " + expression(depth - 1) + " else " + expression(depth - 1)
                        + " end";
            case 10 ->
                random.nextBoolean()
                        ? "try (" + expression(depth - 1) + ") catch (" + expression(depth - 1) + ")"
                        : "(" + expression(depth - 1) + ")?";
            case 11 -> path(depth) + " " + one(UPDATES) + " (" + expression(depth - 1) + ")";
            case 12, 13, 14 -> one(UNARY) + "(" + expression(depth - 1) + ")";
            case 15 -> one(UNARY) + "(" + path(depth) + ")";
            case 16, 17 -> one(BINARY) + "(" + expression(depth - 1) + "; " + expression(depth - 1) + ")";
            case 18 -> binding(depth);
            case 19 -> fold(depth);
            case 20 -> "label $l | " + expression(depth - 1) + ", break $l, " + leaf();
            case 21 ->
                "def f(x; $y): " + expression(depth - 1) + " | x, $y; f(" + expression(depth - 1) + "; " + leaf() + ")";
            case 22 -> interpolation(depth);
            case 23 -> "-(" + expression(depth - 1) + ")";
            case 24 -> path(depth) + " | " + one(NULLARY);
            case 25 -> "path(" + path(depth) + ")";
            default -> path(depth);
        };
    }

    private String object(int depth) {
        String value = "(" + expression(depth - 1) + ")";
        return switch (random.nextInt(4)) {
            case 0 -> "{" + asciiKey() + ": " + value + ", (" + expression(depth - 1) + "): " + leafTerm() + "}";
            case 1 -> "{" + asciiKey() + ", " + one(STRINGS) + ": " + value + "}";
            case 2 -> "{\"x\\(" + leaf() + ")\": " + value + "}";
            default -> "{" + asciiKey() + ": " + value + ", " + asciiKey() + ": " + leafTerm() + "}";
        };
    }

    private String asciiKey() {
        String key = one(KEYS);
        return key.equals("é") ? "\"é\"" : key;
    }

    private String leafTerm() {
        return random.nextBoolean() ? one(NUMBERS) : path(1);
    }

    private String binding(int depth) {
        String source = term(depth);
        int before = variables;
        String pattern = pattern(2);
        if (random.nextInt(6) == 0) {
            variables = before;
            pattern = pattern + " ?// " + pattern(2);
        }
        String body = expression(depth - 1);
        variables = before;
        return source + " as " + pattern + " | " + body;
    }

    private String pattern(int depth) {
        int choice = depth == 0 ? 0 : random.nextInt(4);
        if (choice < 2) return "$v" + variables++;
        if (choice == 2)
            return "[" + pattern(depth - 1) + (random.nextBoolean() ? ", " + pattern(depth - 1) : "") + "]";
        return "{" + asciiKey() + ": " + pattern(depth - 1) + "}";
    }

    private String fold(int depth) {
        String source = term(depth);
        int before = variables;
        String pattern = pattern(1);
        String init = expression(depth - 2);
        String update = expression(depth - 1);
        String extract = expression(depth - 2);
        variables = before;
        return random.nextBoolean()
                ? "reduce " + source + " as " + pattern + " (" + init.replaceAll("\\$v\\d+", "1") + "; " + update + ")"
                : "foreach " + source + " as " + pattern + " (" + init.replaceAll("\\$v\\d+", "2") + "; " + update
                        + "; " + extract + ")";
    }

    private String interpolation(int depth) {
        String format = one(List.of("", "", "@csv ", "@json ", "@uri ", "@html ", "@base64 ", "@sh ", "@text "));
        return format + "\"x\\(" + expression(depth - 1) + ")y\\(" + leaf() + ")\"";
    }

    private String term(int depth) {
        return random.nextBoolean() ? path(depth) : "(" + expression(depth - 1) + ")";
    }

    private String path(int depth) {
        var path = new StringBuilder();
        switch (random.nextInt(5)) {
            case 0 -> path.append(".[]");
            case 1 -> path.append(".");
            default -> path.append(".").append(one(List.of("a", "b", "c", "ts")));
        }
        for (int i = random.nextInt(3); i > 0; i--)
            switch (random.nextInt(9)) {
                case 0 -> path.append("[]");
                case 1 -> path.append("[").append(one(NUMBERS)).append("]");
                case 2 ->
                    path.append("[")
                            .append(one(NUMBERS))
                            .append(":")
                            .append(one(NUMBERS))
                            .append("]");
                case 3 -> path.append("[\"").append(one(KEYS)).append("\"]");
                case 4 ->
                    path.append("[")
                            .append(depth > 0 ? expression(depth - 2) : leaf())
                            .append("]");
                case 5 -> path.append("[]?");
                case 6 ->
                    path.append("[")
                            .append(one(List.of("1:", ":1", "-2:", ":-1", "1:2")))
                            .append("]");
                default -> {
                    if (path.length() > 1) path.append(".").append(one(List.of("a", "b", "c")));
                }
            }
        if (path.length() > 1 && random.nextInt(8) == 0 && !path.toString().endsWith("?")) path.append("?");
        return path.toString();
    }

    private String leaf() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> one(NUMBERS);
            case 2 -> one(STRINGS);
            case 3 -> one(NULLARY);
            case 4 -> variable();
            case 5 ->
                one(List.of("null", "true", "false", "[]", "{}", "[1,[2]]", "{\"a\":1}", "[\"a\",0]", "[[\"a\"]]"));
            default -> path(0);
        };
    }

    // ---- values

    String json() {
        return json(3);
    }

    private String json(int depth) {
        int choice = random.nextInt(depth > 0 ? 12 : 7);
        return switch (choice) {
            case 0 -> one(List.of("null", "true", "false"));
            case 1, 2 -> one(NUMBERS);
            case 3 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case 4 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 5, 6 -> one(STRINGS);
            case 7, 8 -> {
                var array = new StringBuilder("[");
                for (int i = random.nextInt(4); i > 0; i--)
                    array.append(json(depth - 1)).append(i > 1 ? "," : "");
                yield array.append("]").toString();
            }
            default -> {
                var object = new StringBuilder("{");
                for (int i = random.nextInt(5); i > 0; i--)
                    object.append('"')
                            .append(one(KEYS))
                            .append("\":")
                            .append(json(depth - 1))
                            .append(i > 1 ? "," : "");
                yield object.append("}").toString();
            }
        };
    }
}
