package io.millrace.jq;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts the text of a query into tokens. */
final class Lexer {
    enum Kind {
        FIELD,
        LITERAL,
        FORMAT,
        IDENT,
        KEYWORD,
        OPERATOR,
        STRING_START("QQSTRING_START"),
        STRING_TEXT("QQSTRING_TEXT"),
        INTERPOLATION_START("QQSTRING_INTERP_START"),
        INTERPOLATION_END("QQSTRING_INTERP_END"),
        STRING_END("QQSTRING_END"),
        INVALID("INVALID_CHARACTER"),
        END("$end");

        private final String shown;

        Kind() {
            shown = name();
        }

        Kind(String shown) {
            this.shown = shown;
        }
    }

    /** @param text of a field without its dot, of a format without its @, of a string's text with its escapes undone */
    record Token(Kind kind, String text, int at) {
        boolean is(String operatorOrKeyword) {
            return (kind == Kind.OPERATOR || kind == Kind.KEYWORD) && text.equals(operatorOrKeyword);
        }

        /** The name that jq's complaints use. */
        String shown() {
            return switch (kind) {
                case OPERATOR -> text.length() == 1 ? "'" + text + "'" : text;
                case KEYWORD -> text;
                default -> kind.shown;
            };
        }
    }

    private static final Set<String> KEYWORDS = Set.of(
            "as", "import", "include", "module", "def", "if", "then", "else", "elif", "and", "or", "end", "reduce",
            "foreach", "try", "catch", "label", "break", "__loc__");

    /** Longer ones first. */
    private static final List<String> OPERATORS = List.of(
            "?//", "//=", "!=", "==", "//", "|=", "+=", "-=", "*=", "/=", "%=", "<=", ">=", "..", ".", "?", "=", ";",
            ",", ":", "|", "+", "-", "*", "/", "%", "$", "<", ">");

    private final String text;
    private int at;
    private final List<Token> tokens = new ArrayList<>();
    private final ArrayDeque<Character> open = new ArrayDeque<>();

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) throws JqSyntaxException {
        var lexer = new Lexer(text);
        lexer.run();
        return lexer.tokens;
    }

    private void run() throws JqSyntaxException {
        while (at < text.length()) token();
        add(Kind.END, "", at);
    }

    private void add(Kind kind, String value, int from) {
        tokens.add(new Token(kind, value, from));
    }

    private void token() throws JqSyntaxException {
        int from = at;
        char c = text.charAt(at);
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') at++;
        else if (c == '#') while (at < text.length() && text.charAt(at) != '\n') at++;
        else if (c == '"') {
            at++;
            add(Kind.STRING_START, "", from);
            open.push('"');
            string();
        } else if (c == '(' || c == '[' || c == '{') {
            at++;
            open.push(c);
            add(Kind.OPERATOR, Character.toString(c), from);
        } else if (c == ')' || c == ']' || c == '}') close(c);
        else if (c == '.' && isNameStart(at + 1)) {
            at++;
            add(Kind.FIELD, name(), from);
        } else if (isDigit(at) || (c == '.' && isDigit(at + 1))) add(Kind.LITERAL, number(), from);
        else if (c == '@' && isFormat(at + 1)) {
            at++;
            while (isFormat(at)) at++;
            add(Kind.FORMAT, text.substring(from + 1, at), from);
        } else if (isNameStart(at)) {
            String name = name();
            while (text.startsWith("::", at) && isNameStart(at + 2)) {
                at += 2;
                name = name + "::" + name();
            }
            add(KEYWORDS.contains(name) ? Kind.KEYWORD : Kind.IDENT, name, from);
        } else operator();
    }

    private void operator() {
        for (String operator : OPERATORS)
            if (text.startsWith(operator, at)) {
                add(Kind.OPERATOR, operator, at);
                at += operator.length();
                return;
            }
        add(Kind.INVALID, "", at++);
    }

    private void close(char c) throws JqSyntaxException {
        int from = at++;
        Character opened = open.peek();
        // An interpolation is opened by its backslash.
        char expected = opened == null ? 0 : opened == '(' || opened == '\\' ? ')' : opened == '[' ? ']' : '}';
        if (opened == null || expected != c) {
            add(Kind.INVALID, "", from);
            return;
        }
        open.pop();
        if (opened == '\\') {
            add(Kind.INTERPOLATION_END, "", from);
            string();
        } else add(Kind.OPERATOR, Character.toString(c), from);
    }

    /** Reads on inside of a string until its end or an interpolation. */
    private void string() throws JqSyntaxException {
        while (at < text.length()) {
            int from = at;
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                open.pop();
                add(Kind.STRING_END, "", from);
                return;
            }
            if (text.startsWith("\\(", at)) {
                at += 2;
                open.push('\\');
                add(Kind.INTERPOLATION_START, "", from);
                return;
            }
            if (c == '\\') {
                escapes();
                continue;
            }
            while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\') at++;
            add(Kind.STRING_TEXT, text.substring(from, at), from);
        }
    }

    private void escapes() throws JqSyntaxException {
        int from = at;
        while (at + 1 < text.length() && text.charAt(at) == '\\' && text.charAt(at + 1) != '(') {
            boolean unicode = text.charAt(at + 1) == 'u';
            at += 2;
            for (int i = 0; unicode && i < 4 && isLetterOrDigit(at); i++) at++;
        }
        if (at == from) {
            add(Kind.INVALID, "", at++);
            return;
        }
        String quoted = "\"" + text.substring(from, at) + "\"";
        try {
            add(Kind.STRING_TEXT, JsonScanner.parseWhole(quoted).text(), from);
        } catch (JqError error) {
            throw new JqSyntaxException(error.words() + " at <top-level>, line " + line(text, from));
        }
    }

    static int line(String text, int at) {
        int line = 1;
        for (int i = 0; i < at && i < text.length(); i++) if (text.charAt(i) == '\n') line++;
        return line;
    }

    private String number() {
        int from = at;
        while (isDigit(at)) at++;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            while (isDigit(at)) at++;
        }
        int exponent = at;
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) at++;
            if (isDigit(at)) while (isDigit(at)) at++;
            else at = exponent;
        }
        return text.substring(from, at);
    }

    private String name() {
        int from = at;
        while (isNameStart(at) || isDigit(at)) at++;
        return text.substring(from, at);
    }

    private boolean isDigit(int i) {
        return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private boolean isNameStart(int i) {
        return i < text.length() && (isLetter(text.charAt(i)) || text.charAt(i) == '_');
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private boolean isLetterOrDigit(int i) {
        return isDigit(i) || (i < text.length() && isLetter(text.charAt(i)));
    }

    private boolean isFormat(int i) {
        return isLetterOrDigit(i) || (i < text.length() && text.charAt(i) == '_');
    }
}
