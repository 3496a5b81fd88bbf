package io.millrace.jq;

import java.util.ArrayList;
import java.util.List;

/** Sorting, grouping and searching. */
final class Collections {
    private Collections() {}

    /** The items of an array, sorted by themselves. */
    static List<Ordering.Keyed> sorted(Run run, JqArray array) {
        var entries = new ArrayList<Ordering.Keyed>(array.size());
        for (JqValue item : array.items()) entries.add(new Ordering.Keyed(item, item));
        return Ordering.sort(run, entries);
    }

    /** The items of an array, sorted by the keys beside them. */
    private static List<Ordering.Keyed> sortedBy(Run run, JqValue input, JqValue keys) {
        return Ordering.sort(run, keyed(input, keys));
    }

    private static List<Ordering.Keyed> keyed(JqValue input, JqValue keys) {
        if (!(input instanceof JqArray items && keys instanceof JqArray by) || by.size() != items.size())
            throw JqError.about(input, keys, "cannot be sorted, as they are not both arrays");
        var entries = new ArrayList<Ordering.Keyed>(items.size());
        for (int i = 0; i < items.size(); i++) entries.add(new Ordering.Keyed(by.get(i), items.get(i)));
        return entries;
    }

    static JqValue sort(Run run, JqValue input) {
        if (!(input instanceof JqArray array)) throw JqError.about(input, "cannot be sorted, as it is not an array");
        return values(sorted(run, array));
    }

    static JqValue sortBy(Run run, JqValue input, JqValue keys) {
        return values(sortedBy(run, input, keys));
    }

    private static JqArray values(List<Ordering.Keyed> entries) {
        return JqArray.of(entries.stream().map(Ordering.Keyed::value).toList());
    }

    static JqValue groupBy(Run run, JqValue input, JqValue keys) {
        var groups = new ArrayList<JqValue>();
        var group = new ArrayList<JqValue>();
        JqValue current = JqLiteral.NULL;
        for (Ordering.Keyed entry : sortedBy(run, input, keys)) {
            if (!group.isEmpty() && !entry.key().equals(current)) {
                groups.add(JqArray.of(group));
                group.clear();
            }
            current = entry.key();
            group.add(entry.value());
        }
        if (!group.isEmpty()) groups.add(JqArray.of(group));
        return JqArray.of(groups);
    }

    /** The first smallest or the last largest. */
    static JqValue extreme(Run run, JqValue input, JqValue keys, boolean smallest) {
        if (!(input instanceof JqArray items && keys instanceof JqArray by) || by.size() != items.size())
            throw JqError.about(input, keys, "cannot be iterated over");
        run.charge(items.size());
        JqValue best = JqLiteral.NULL;
        JqValue bestKey = JqLiteral.NULL;
        for (int i = 0; i < items.size(); i++) {
            if (i > 0 && by.get(i).compare(bestKey) < 0 != smallest) continue;
            best = items.get(i);
            bestKey = by.get(i);
        }
        return best;
    }

    static JqValue contains(Run run, JqValue container, JqValue part) {
        if (container.kind() == part.kind()) return JqLiteral.of(holds(run, container, part));
        throw JqError.about(container, part, "cannot have their containment checked");
    }

    private static boolean holds(Run run, JqValue container, JqValue part) {
        run.step();
        if (container instanceof JqObject whole && part instanceof JqObject some) {
            for (int i = 0; i < some.size(); i++) {
                JqValue value = whole.get(some.key(i));
                if (value == null || !holds(run, value, some.value(i))) return false;
            }
            return true;
        }
        if (container instanceof JqArray whole && part instanceof JqArray some) {
            for (JqValue wanted : some.items()) {
                boolean found = false;
                for (JqValue item : whole.items()) {
                    found = holds(run, item, wanted);
                    if (found) break;
                }
                if (!found) return false;
            }
            return true;
        }
        if (container instanceof JqString whole && part instanceof JqString some)
            return beforeNul(whole.value()).contains(beforeNul(some.value()));
        return container.equals(part);
    }

    /** jq searches C strings, which end at the first NUL. */
    private static String beforeNul(String text) {
        int nul = text.indexOf(0);
        return nul < 0 ? text : text.substring(0, nul);
    }

    /** Where a run of items begins in an array. */
    static JqValue indices(Run run, JqArray array, JqArray sought) {
        var found = new ArrayList<JqValue>();
        run.charge((long) array.size() * Math.max(1, sought.size()));
        if (sought.size() > 0)
            for (int i = 0; i < array.size(); i++) {
                int same = 0;
                // jq looks only as far as the array goes, so a run that is cut off at its end counts as found.
                while (same < sought.size()
                        && i + same < array.size()
                        && array.get(i + same).equals(sought.get(same))) same++;
                if (same == sought.size()) found.add(JqNumber.of(i));
            }
        return JqArray.of(found);
    }

    static JqValue implode(Run run, JqValue input) {
        if (!(input instanceof JqArray array)) throw new JqError("implode input must be an array");
        run.chargeSize(array.size());
        var text = new StringBuilder(array.size());
        for (JqValue item : array.items()) {
            if (!(item instanceof JqNumber number)) throw new JqError("implode input must be an array of numbers");
            int codePoint = Paths.toInt(number.value());
            boolean valid = codePoint >= 0 && codePoint <= 0x10ffff && (codePoint & 0xfffff800) != 0xd800;
            text.appendCodePoint(valid ? codePoint : 0xfffd);
        }
        return new JqString(text.toString());
    }

    static JqValue explode(Run run, JqValue input) {
        if (!(input instanceof JqString string)) throw new JqError("explode input must be a string");
        run.chargeSize(string.value().length());
        return JqArray.of(
                string.value().codePoints().mapToObj(c -> JqNumber.of(c)).toList());
    }
}
