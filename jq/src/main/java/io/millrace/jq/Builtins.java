package io.millrace.jq;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions that every query finds: those of the engine, and those that {@link Prelude} writes in jq. */
final class Builtins {
    /** What would reach outside of the query and its input. */
    private static final Set<String> REFUSED = Set.of(
            "env/0",
            "input/0",
            "inputs/0",
            "debug/0",
            "stderr/0",
            "input_filename/0",
            "halt/0",
            "halt_error/0",
            "halt_error/1",
            "modulemeta/0",
            "get_search_list/0",
            "get_prog_origin/0",
            "get_jq_origin/0");

    private final Map<String, Calls.Native> natives = new HashMap<>();
    private final Map<String, Calls.Definition> definitions = new HashMap<>();

    /** Loaded once, when the first query is compiled. */
    private static final class Holder {
        static final Builtins INSTANCE = new Builtins();

        static {
            try {
                Parser.define(Prelude.TEXT, INSTANCE);
            } catch (JqSyntaxException e) {
                throw new IllegalStateException("the prelude is broken", e);
            }
        }
    }

    static Builtins all() {
        return Holder.INSTANCE;
    }

    private Builtins() {
        values();
        paths();
        strings();
        collections();
        MathFunctions.addTo(natives);
        dates();
    }

    boolean isRefused(String nameAndArity) {
        return REFUSED.contains(nameAndArity);
    }

    void define(String nameAndArity, Calls.Definition definition) {
        definitions.put(nameAndArity, definition);
    }

    Calls.Definition definition(String nameAndArity) {
        Calls.Definition found = definitions.get(nameAndArity);
        if (found == null) throw new IllegalStateException("no " + nameAndArity);
        return found;
    }

    /** @param level slots of the environment at the call  @return null if there is no such function */
    @Nullable
    Node call(String name, List<Node> arguments, int level) {
        String key = name + "/" + arguments.size();
        switch (key) {
            case "empty/0" -> {
                return new Flow.Empty();
            }
            case "path/1" -> {
                return new Access.PathOf(arguments.getFirst());
            }
            case "getpath/1" -> {
                return new Access.GetPath(arguments.getFirst());
            }
            case "range/2" -> {
                return new Flow.Range(arguments.get(0), arguments.get(1));
            }
            default -> {}
        }
        Calls.Native function = natives.get(key);
        if (function != null) return new Calls.CallNative(function, arguments);
        Calls.Definition definition = definitions.get(key);
        return definition == null ? null : new Calls.Call(definition, level, arguments);
    }

    static Calls.Native operator(String operator) {
        return switch (operator) {
            case "+" -> (run, input, values) -> Arithmetic.add(run, values[0], values[1]);
            case "-" -> (run, input, values) -> Arithmetic.subtract(run, values[0], values[1]);
            case "*" -> (run, input, values) -> Arithmetic.multiply(run, values[0], values[1]);
            case "/" -> (run, input, values) -> Arithmetic.divide(run, values[0], values[1]);
            case "%" -> (run, input, values) -> Arithmetic.remainder(run, values[0], values[1]);
            case "==" -> (run, input, values) -> JqLiteral.of(values[0].equals(values[1]));
            case "!=" -> (run, input, values) -> JqLiteral.of(!values[0].equals(values[1]));
            case "<" -> (run, input, values) -> JqLiteral.of(values[0].compare(values[1]) < 0);
            case "<=" -> (run, input, values) -> JqLiteral.of(values[0].compare(values[1]) <= 0);
            case ">" -> (run, input, values) -> JqLiteral.of(values[0].compare(values[1]) > 0);
            case ">=" -> (run, input, values) -> JqLiteral.of(values[0].compare(values[1]) >= 0);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private void values() {
        natives.put("not/0", (run, input, none) -> JqLiteral.of(!input.isTruthy()));
        natives.put("type/0", (run, input, none) -> new JqString(input.type()));
        natives.put("length/0", (run, input, none) -> Arithmetic.length(input));
        natives.put("error/1", (run, input, values) -> {
            // jq cannot tell an error of null from no output.
            if (values[0].isNull()) return null;
            throw new JqError(values[0]);
        });
        natives.put("input_line_number/0", (run, input, none) -> JqNumber.of(0));
        natives.put("builtins/0", (run, input, none) -> names());
        natives.put("now/0", (run, input, none) -> JqNumber.of(System.currentTimeMillis() / 1000.0));
    }

    private JqArray names() {
        Set<String> names = new HashSet<>(natives.keySet());
        names.addAll(definitions.keySet());
        names.addAll(List.of("empty/0", "path/1", "getpath/1", "range/2"));
        var shown = new ArrayList<JqValue>();
        for (String name : names) if (!name.startsWith("_")) shown.add(new JqString(name));
        return JqArray.of(shown);
    }

    private void paths() {
        natives.put("has/1", (run, input, values) -> Paths.has(input, values[0]));
        natives.put("keys/0", (run, input, none) -> Paths.keys(run, input, true));
        natives.put("keys_unsorted/0", (run, input, none) -> Paths.keys(run, input, false));
        natives.put("setpath/2", (run, input, values) -> Paths.setPath(run, input, values[0], values[1]));
        natives.put("delpaths/1", (run, input, values) -> Paths.deletePaths(run, input, values[0]));
    }

    private void strings() {
        natives.put("split/1", (run, input, values) -> Strings.split(run, input, values[0]));
        natives.put("startswith/1", (run, input, values) -> Strings.startsWith(input, values[0]));
        natives.put("endswith/1", (run, input, values) -> Strings.endsWith(input, values[0]));
        natives.put("ltrimstr/1", (run, input, values) -> Strings.trimStart(input, values[0]));
        natives.put("rtrimstr/1", (run, input, values) -> Strings.trimEnd(input, values[0]));
        natives.put("ascii_downcase/0", (run, input, none) -> Strings.changeCase(run, input, 'A', 'Z', 32));
        natives.put("ascii_upcase/0", (run, input, none) -> Strings.changeCase(run, input, 'a', 'z', -32));
        natives.put("_strindices/1", (run, input, values) -> Strings.indices(run, input, values[0]));
        natives.put("utf8bytelength/0", (run, input, none) -> Strings.byteLength(input));
        natives.put("tostring/0", (run, input, none) -> Strings.toText(run, input));
        natives.put("tojson/0", (run, input, none) -> Strings.toJson(run, input));
        natives.put("fromjson/0", (run, input, none) -> Strings.fromJson(run, input));
        natives.put("tonumber/0", (run, input, none) -> Strings.toNumber(run, input));
        natives.put("format/1", (run, input, values) -> Formats.format(run, input, values[0]));
        natives.put("explode/0", (run, input, none) -> Collections.explode(run, input));
        natives.put("implode/0", (run, input, none) -> Collections.implode(run, input));
        natives.put(
                "_match_impl/3",
                (run, input, values) -> Regex.match(run, input, values[0], values[1], values[2].isTruthy()));
    }

    private void collections() {
        natives.put("contains/1", (run, input, values) -> Collections.contains(run, input, values[0]));
        natives.put("sort/0", (run, input, none) -> Collections.sort(run, input));
        natives.put("_sort_by/1", (run, input, values) -> Collections.sortBy(run, input, values[0]));
        natives.put("_group_by/1", (run, input, values) -> Collections.groupBy(run, input, values[0]));
        natives.put("_min_by/1", (run, input, values) -> Collections.extreme(run, input, values[0], true));
        natives.put("_max_by/1", (run, input, values) -> Collections.extreme(run, input, values[0], false));
        natives.put("min/0", (run, input, none) -> Collections.extreme(run, input, input, true));
        natives.put("max/0", (run, input, none) -> Collections.extreme(run, input, input, false));
    }

    private void dates() {
        natives.put("gmtime/0", (run, input, none) -> Dates.brokenDown(input));
        natives.put("localtime/0", (run, input, none) -> Dates.brokenDown(input));
        natives.put("mktime/0", (run, input, none) -> Dates.seconds(input));
        natives.put("strftime/1", (run, input, values) -> Dates.format(run, input, values[0], "strftime/1"));
        natives.put("strflocaltime/1", (run, input, values) -> Dates.format(run, input, values[0], "strflocaltime/1"));
        natives.put("strptime/1", (run, input, values) -> Dates.parse(input, values[0]));
    }
}
