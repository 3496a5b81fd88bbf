package io.millrace.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The constraints that a member of a shape can carry, as in the AWS API models. Written at a record component they speak
 * of the member; written inside a list's or map's type they speak of its elements, keys or values. An API that uses one
 * set of constraints again and again gives it a name: an annotation of its own that carries them.
 */
public final class Constraint {
    private Constraint() {}

    /** The name on the wire where it is not the component's own with a capital first letter. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Name {
        String value();
    }

    /** The member must be there. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Required {}

    /** The text is a secret: it is shown to nobody, and is written where it is kept as {@link Codec} is told to. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Secret {}

    /** Bounds of a string in characters, a blob in bytes, a list or map in elements. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
    public @interface Length {
        int min() default 0;

        int max() default Integer.MAX_VALUE;
    }

    /** Bounds of a number, both allowed. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
    public @interface Range {
        long min() default Long.MIN_VALUE;

        long max() default Long.MAX_VALUE;
    }

    /** The whole string must match. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
    public @interface Pattern {
        String value();
    }

    /** The string must be one of these, named in the order in which AWS names them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE_USE, ElementType.ANNOTATION_TYPE})
    public @interface OneOf {
        String[] value();
    }
}
