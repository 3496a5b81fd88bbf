package io.millrace.jq;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** {@code match} and {@code test}: Oniguruma's expressions, run by Java's engine with a bound on its backtracking. */
final class Regex {
    private static final int CACHED = 64;

    /** Programs and expressions are few; a hostile record that brings its own only empties this. */
    private static final Map<String, RegexSyntax.Translated> CACHE =
            java.util.Collections.synchronizedMap(new LinkedHashMap<>(CACHED, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, RegexSyntax.Translated> eldest) {
                    return size() > CACHED;
                }
            });

    private Regex() {}

    /** @param test whether only a yes or no is wanted  @return the matches, or the answer */
    static JqValue match(Run run, JqValue input, JqValue pattern, JqValue flags, boolean test) {
        if (!(input instanceof JqString subject))
            throw JqError.about(input, "cannot be matched, as it is not a string");
        if (!(pattern instanceof JqString expression)) throw JqError.about(pattern, "is not a string");
        boolean global = false;
        boolean nonEmpty = false;
        int javaFlags = 0;
        if (flags instanceof JqString modifiers) {
            for (char modifier : modifiers.value().toCharArray())
                switch (modifier) {
                    case 'g' -> global = true;
                    case 'i' -> javaFlags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                    case 'x' -> javaFlags |= Pattern.COMMENTS;
                    case 'p' -> javaFlags |= Pattern.DOTALL;
                    case 'n' -> nonEmpty = true;
                    // Single line mode is how jq matches always, and the longest match is not looked for.
                    case 's', 'l' -> {}
                    default -> throw new JqError(modifiers.value() + " is not a valid modifier string");
                }
        } else if (!flags.isNull()) throw JqError.about(flags, "is not a string");
        RegexSyntax.Translated translated = translated(expression.value(), javaFlags);
        return new Search(run, subject.value(), translated, global && !test, nonEmpty).run(test);
    }

    private static RegexSyntax.Translated translated(String expression, int flags) {
        String key = flags + "/" + expression;
        RegexSyntax.Translated known = CACHE.get(key);
        if (known != null) return known;
        try {
            RegexSyntax.Translated translated = RegexSyntax.translate(expression, flags);
            CACHE.put(key, translated);
            return translated;
        } catch (PatternSyntaxException e) {
            throw new JqError("Regex failure: " + e.getDescription());
        }
    }

    /** One search through a subject. */
    private static final class Search {
        private final Run run;
        private final String subject;
        private final RegexSyntax.Translated expression;
        private final boolean global;
        private final boolean nonEmpty;

        /** Code points are counted on from the last place, as matches come in order. */
        private int countedTo;

        private int counted;

        Search(Run run, String subject, RegexSyntax.Translated expression, boolean global, boolean nonEmpty) {
            this.run = run;
            this.subject = subject;
            this.expression = expression;
            this.global = global;
            this.nonEmpty = nonEmpty;
        }

        JqValue run(boolean test) {
            Matcher matcher = expression.pattern().matcher(new Bounded(run, subject));
            matcher.useAnchoringBounds(false).useTransparentBounds(true);
            var found = new ArrayList<JqValue>();
            int start = 0;
            do {
                matcher.region(start, subject.length());
                if (!find(matcher)) break;
                if (test) return JqLiteral.TRUE;
                run.charge(4);
                found.add(match(matcher));
                // After a match of nothing jq steps on from where it searched, not from where it found.
                if (matcher.end() == matcher.start()) start += step(start);
                else start = matcher.end();
            } while (global && start < subject.length());
            return test ? JqLiteral.FALSE : JqArray.of(found);
        }

        private int step(int start) {
            return start < subject.length() && Character.isHighSurrogate(subject.charAt(start)) ? 2 : 1;
        }

        private boolean find(Matcher matcher) {
            boolean found = matcher.find();
            while (found && nonEmpty && matcher.end() == matcher.start()) found = matcher.find();
            return found;
        }

        private int codePoints(int to) {
            if (to < countedTo) return subject.codePointCount(0, to);
            counted += subject.codePointCount(countedTo, to);
            countedTo = to;
            return counted;
        }

        private JqValue match(Matcher matcher) {
            int start = matcher.start();
            boolean empty = start == matcher.end();
            JqValue offset = JqNumber.of(codePoints(start));
            var match = new JqObject.Builder(4);
            match.put("offset", offset);
            match.put("length", JqNumber.of(subject.codePointCount(start, matcher.end())));
            match.put("string", new JqString(matcher.group()));
            match.put("captures", empty ? new JqArray() : captures(matcher));
            return match.build();
        }

        private JqArray captures(Matcher matcher) {
            var captures = new ArrayList<JqValue>();
            for (int i = 1; i <= matcher.groupCount(); i++) captures.add(capture(matcher, i, expression.names()));
            return JqArray.of(captures);
        }

        private JqValue capture(Matcher matcher, int group, List<@Nullable String> names) {
            String string = matcher.group(group);
            String name = names.get(group);
            JqValue nameValue = name == null ? JqLiteral.NULL : new JqString(name);
            var capture = new JqObject.Builder(4);
            capture.put("offset", JqNumber.of(string == null ? -1.0 : codePointsOnce(matcher.start(group))));
            JqValue length = JqNumber.of(string == null ? 0 : string.codePointCount(0, string.length()));
            JqValue text = string == null ? JqLiteral.NULL : new JqString(string);
            // The order of the members tells an empty capture from others.
            boolean empty = string == null || string.isEmpty();
            capture.put(empty ? "string" : "length", empty ? text : length);
            capture.put(empty ? "length" : "string", empty ? length : text);
            capture.put("name", nameValue);
            return capture.build();
        }

        private double codePointsOnce(int to) {
            return to >= countedTo ? counted + subject.codePointCount(countedTo, to) : subject.codePointCount(0, to);
        }
    }

    /** The subject as the engine sees it: every look at a character costs a part of a step. */
    private static final class Bounded implements CharSequence {
        private final Run run;
        private final String text;
        private int looks;

        Bounded(Run run, String text) {
            this.run = run;
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if ((++looks & 7) == 0) run.step();
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
