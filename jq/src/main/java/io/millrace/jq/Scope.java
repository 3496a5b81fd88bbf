package io.millrace.jq;

import org.jspecify.annotations.Nullable;

/** The names in sight at one place of a query, innermost first, and how many of them have a slot at run time. */
record Scope(@Nullable Scope outer, String name, Calls.@Nullable Definition function, int level) {
    static final Scope TOP = new Scope(null, "", null, 0);

    /** Variables start with a dollar sign; parameters end with an arity of zero like functions. */
    Scope withSlot(String name) {
        return new Scope(this, name, null, level + 1);
    }

    Scope withFunction(String nameAndArity, Calls.Definition function) {
        return new Scope(this, nameAndArity, function, level);
    }

    @Nullable
    Scope find(String wanted) {
        for (Scope scope = this; scope != null; scope = scope.outer) if (scope.name.equals(wanted)) return scope;
        return null;
    }
}
