package io.millrace.jq;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Turns Oniguruma's Perl syntax into Java's: names of groups, classes in brackets, and its own complaints. */
final class RegexSyntax {
    /** @param names of the groups by their number; null where a group has none */
    record Translated(Pattern pattern, List<@Nullable String> names) {}

    private static final Map<String, String> BRACKETS = Map.ofEntries(
            Map.entry("alpha", "\\p{IsAlphabetic}"),
            Map.entry("digit", "\\p{Nd}"),
            Map.entry("alnum", "\\p{IsAlphabetic}\\p{Nd}"),
            Map.entry("upper", "\\p{Lu}"),
            Map.entry("lower", "\\p{Ll}"),
            Map.entry("space", "\\s"),
            Map.entry("blank", "\\p{Zs}\\t"),
            Map.entry("punct", "\\p{P}"),
            Map.entry("cntrl", "\\p{Cc}"),
            Map.entry("xdigit", "0-9a-fA-F"),
            Map.entry("word", "\\w"),
            Map.entry("print", "\\p{Print}"),
            Map.entry("graph", "\\p{Graph}"),
            Map.entry("ascii", "\\x00-\\x7f"));

    private final String text;
    private int at;
    private final StringBuilder out = new StringBuilder();
    private final List<@Nullable String> names = new ArrayList<>();
    private int depth;
    private boolean repeatable;

    private RegexSyntax(String text) {
        this.text = text;
        names.add(null);
    }

    static Translated translate(String text, int flags) {
        var syntax = new RegexSyntax(text);
        syntax.run();
        try {
            Pattern pattern = Pattern.compile(
                    syntax.out.toString(), flags | Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS);
            return new Translated(pattern, syntax.names);
        } catch (StackOverflowError e) {
            throw syntax.fault("too deep nest level");
        }
    }

    private PatternSyntaxException fault(String complaint) {
        return new PatternSyntaxException(complaint, text, at);
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '\\' -> escape();
                case '[' -> {
                    characterClass();
                    repeatable = true;
                }
                case '(' -> group();
                case ')' -> {
                    if (depth-- == 0) throw fault("unmatched close parenthesis");
                    copy();
                    repeatable = true;
                }
                case '*', '+', '?' -> {
                    if (!repeatable) throw fault("target of repeat operator is not specified");
                    repeat();
                }
                case '{' -> {
                    if (repeatable && isInterval()) repeat();
                    else {
                        out.append("\\{");
                        at++;
                        repeatable = true;
                    }
                }
                case '}' -> {
                    out.append("\\}");
                    at++;
                    repeatable = true;
                }
                case '|' -> {
                    copy();
                    repeatable = false;
                }
                case '^', '$' -> {
                    copy();
                    repeatable = true;
                }
                default -> {
                    copy();
                    repeatable = true;
                }
            }
        }
        if (depth > 0) throw fault("end pattern with unmatched parenthesis");
    }

    private void copy() {
        out.append(text.charAt(at++));
    }

    private boolean isInterval() {
        int end = text.indexOf('}', at);
        return end > 0 && text.substring(at, end + 1).matches("\\{\\d+(,\\d*)?}");
    }

    /** An operator with its greed; one that follows repeats the repetition. */
    private void repeat() {
        int start = out.length();
        if (text.charAt(at) == '{') {
            int end = text.indexOf('}', at);
            String interval = text.substring(at, end + 1);
            out.append(interval);
            at = end + 1;
            if (at < text.length() && text.charAt(at) == '?') copy();
        } else {
            copy();
            if (at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == '+')) copy();
        }
        boolean again = at < text.length() && "*+?".indexOf(text.charAt(at)) >= 0;
        if (!again) return;
        // Java would read the next operator as greed: what was repeated is wrapped.
        int operand = operandStart(start);
        out.insert(operand, "(?:").append(')');
    }

    private int operandStart(int operatorAt) {
        int i = operatorAt - 1;
        char c = out.charAt(i);
        if (c == ')') return matching(i, '(', ')');
        if (c == ']') return matching(i, '[', ']');
        if (i > 0 && out.charAt(i - 1) == '\\') return i - 1;
        return i;
    }

    private int matching(int end, char open, char close) {
        int nested = 0;
        for (int i = end; i >= 0; i--) {
            boolean escaped = i > 0 && out.charAt(i - 1) == '\\';
            if (!escaped && out.charAt(i) == close) nested++;
            if (!escaped && out.charAt(i) == open && --nested == 0) return i;
        }
        return 0;
    }

    private void group() {
        depth++;
        repeatable = false;
        if (!text.startsWith("(?", at)) {
            names.add(null);
            copy();
            return;
        }
        if (text.startsWith("(?#", at)) {
            int end = text.indexOf(')', at);
            if (end < 0) throw fault("end pattern in group");
            at = end + 1;
            depth--;
            return;
        }
        boolean named = text.startsWith("(?<", at) && !text.startsWith("(?<=", at) && !text.startsWith("(?<!", at);
        if (named) {
            int end = text.indexOf('>', at);
            String name = end < 0 ? "" : text.substring(at + 3, end);
            if (name.isEmpty()) throw fault("group name is empty");
            if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) throw fault("invalid group name <" + name + ">");
            names.add(name);
            out.append('(');
            at = end + 1;
            return;
        }
        if (at + 2 >= text.length()) throw fault("end pattern in group");
        if ("imxs-:=!><".indexOf(text.charAt(at + 2)) < 0) throw fault("undefined group option");
        out.append("(?");
        at += 2;
        while (at < text.length() && "imxs-".indexOf(text.charAt(at)) >= 0) {
            char option = text.charAt(at++);
            // Perl's m is about line ends, which jq's mode fixes; s lets the dot match them.
            if (option == 'm') continue;
            out.append(option);
        }
        while (at < text.length() && ":=!><".indexOf(text.charAt(at)) >= 0) {
            boolean last = ":=!>".indexOf(text.charAt(at)) >= 0;
            copy();
            if (last) break;
        }
    }

    private void escape() {
        if (at + 1 >= text.length()) throw fault("end pattern at escape");
        char c = text.charAt(at + 1);
        repeatable = true;
        switch (c) {
            case 'k' -> {
                int end = text.indexOf('>', at);
                if (!text.startsWith("<", at + 2) || end < 0) {
                    out.append('k');
                    at += 2;
                    return;
                }
                String name = text.substring(at + 3, end);
                int group = names.lastIndexOf(name);
                if (group < 0) throw fault("undefined name <" + name + "> reference");
                out.append("(?:\\").append(group).append(')');
                at = end + 1;
            }
            case 'd',
                    'D',
                    'w',
                    'W',
                    's',
                    'S',
                    'b',
                    'B',
                    'A',
                    'Z',
                    'z',
                    'G',
                    'n',
                    't',
                    'r',
                    'f',
                    'a',
                    'e',
                    'x',
                    'p',
                    'P',
                    '0',
                    '1',
                    '2',
                    '3',
                    '4',
                    '5',
                    '6',
                    '7',
                    '8',
                    '9' -> {
                out.append('\\').append(c);
                at += 2;
                // A property's name or a code point in braces is part of the escape.
                if ((c == 'p' || c == 'P' || c == 'x') && at < text.length() && text.charAt(at) == '{') {
                    int end = text.indexOf('}', at);
                    if (end < 0) throw fault("invalid character property name");
                    out.append(text, at, end + 1);
                    at = end + 1;
                }
            }
            case 'v' -> {
                out.append("\\x0b");
                at += 2;
            }
            default -> {
                if (Character.isLetterOrDigit(c)) out.append(c);
                else out.append('\\').append(c);
                at += 2;
            }
        }
    }

    private void characterClass() {
        int start = at++;
        out.append('[');
        if (at < text.length() && text.charAt(at) == '^') copy();
        boolean first = true;
        while (true) {
            if (at >= text.length()) throw fault("premature end of char-class");
            char c = text.charAt(at);
            if (c == ']') {
                if (!first) break;
                if (text.indexOf(']', at + 1) < 0) throw fault("empty char-class");
                out.append("\\]");
                at++;
            } else if (text.startsWith("[:", at) && text.indexOf(":]", at) > 0) posixBracket();
            else if (c == '[' || c == '&' || c == '^') {
                out.append('\\').append(c);
                at++;
            } else if (c == '\\') {
                if (at + 1 >= text.length()) throw fault("end pattern at escape");
                char escaped = text.charAt(at + 1);
                if (escaped == 'b') out.append("\\x08");
                else if ("dDwWsSntrfaexpP01234567".indexOf(escaped) >= 0 || !Character.isLetterOrDigit(escaped))
                    out.append('\\').append(escaped);
                else out.append(escaped);
                at += 2;
            } else if (c == '#' || c == ' ') {
                out.append('\\').append(c);
                at++;
            } else {
                boolean range = at + 2 < text.length()
                        && text.charAt(at + 1) == '-'
                        && text.charAt(at + 2) != ']'
                        && text.charAt(at + 2) != '\\'
                        && text.charAt(at + 2) != '[';
                if (range && text.charAt(at + 2) < c) throw fault("empty range in char class");
                copy();
            }
            first = false;
        }
        if (at == start) throw fault("empty char-class");
        copy();
    }

    private void posixBracket() {
        int end = text.indexOf(":]", at);
        String name = text.substring(at + 2, end);
        boolean negated = name.startsWith("^");
        String content = BRACKETS.get(negated ? name.substring(1) : name);
        if (content == null) {
            out.append("\\[");
            at++;
            return;
        }
        out.append(negated ? "[^" : "[").append(content).append(']');
        at = end + 2;
    }
}
