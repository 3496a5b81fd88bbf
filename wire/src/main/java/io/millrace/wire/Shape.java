package io.millrace.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a Java type is on the wire. A structure is a record: its components are the members, in the order of the API
 * model, each of them boxed, null when absent. Read from the record once by reflection and then kept.
 */
sealed interface Shape {
    /** Scalars by their AWS names, which the texts of type errors use. */
    enum Scalar implements Shape {
        STRING("String"),
        INTEGER("Integer"),
        LONG("Long"),
        DOUBLE("Double"),
        BOOLEAN("Boolean"),
        BLOB("Blob"),
        TIMESTAMP("Timestamp");

        final String awsName;

        Scalar(String awsName) {
            this.awsName = awsName;
        }
    }

    record ListOf(Shape element, Checks elementChecks) implements Shape {}

    record MapOf(Shape value, Checks keyChecks, Checks valueChecks) implements Shape {}

    /** A member: its name on the wire, its shape, and what is asked of it. */
    record Member(
            String name,
            String path,
            Shape shape,
            boolean required,
            boolean secret,
            Checks checks,
            MethodHandle accessor) {
        @Nullable
        Object of(Object record) {
            try {
                return accessor.invoke(record);
            } catch (Throwable e) {
                throw new IllegalStateException("member " + name + " can't be read", e);
            }
        }
    }

    /** A structure. Looked up by class, so that a shape that holds itself is no endless loop. */
    final class Structure implements Shape {
        private static final Map<Class<?>, Structure> KNOWN = new ConcurrentHashMap<>();

        private final Class<?> type;
        private final MethodHandle constructor;
        private List<Member> members = List.of();
        private Map<String, Integer> indexes = Map.of();

        private Structure(Class<?> type, MethodHandle constructor) {
            this.type = type;
            this.constructor = constructor;
        }

        static Structure of(Class<?> type) {
            var known = KNOWN.get(type);
            if (known != null) return known;
            synchronized (KNOWN) {
                known = KNOWN.get(type);
                return known != null ? known : read(type);
            }
        }

        private static Structure read(Class<?> type) {
            if (!type.isRecord()) throw new IllegalArgumentException(type + " is not a record");
            RecordComponent[] components = type.getRecordComponents();
            try {
                var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
                Class<?>[] types =
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
                var structure = new Structure(
                        type,
                        lookup.findConstructor(type, MethodType.methodType(void.class, types))
                                .asSpreader(Object[].class, types.length));
                KNOWN.put(type, structure);
                var members = new ArrayList<Member>();
                var indexes = new java.util.HashMap<String, Integer>();
                for (RecordComponent component : components) {
                    var name = component.getAnnotation(Constraint.Name.class);
                    String wireName = name != null ? name.value() : capitalised(component.getName());
                    indexes.put(wireName, members.size());
                    members.add(new Member(
                            wireName,
                            uncapitalised(wireName),
                            shapeOf(component.getAnnotatedType()),
                            component.isAnnotationPresent(Constraint.Required.class),
                            component.isAnnotationPresent(Constraint.Secret.class),
                            Checks.of(component.getAnnotatedType()),
                            lookup.unreflect(component.getAccessor())));
                }
                structure.members = List.copyOf(members);
                structure.indexes = Map.copyOf(indexes);
                return structure;
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(type + " can't be read as a shape", e);
            }
        }

        Class<?> type() {
            return type;
        }

        List<Member> members() {
            return members;
        }

        /** The place of a member, or -1 for a name that the shape does not have. */
        int indexOf(String name) {
            return indexes.getOrDefault(name, -1);
        }

        Object create(@Nullable Object[] values) {
            try {
                return constructor.invoke(values);
            } catch (Throwable e) {
                throw new IllegalStateException(type + " can't be made", e);
            }
        }
    }

    static Shape shapeOf(AnnotatedType annotated) {
        Type type = annotated.getType();
        if (type instanceof ParameterizedType parameterized) {
            var arguments = ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments();
            if (parameterized.getRawType() == List.class)
                return new ListOf(shapeOf(arguments[0]), Checks.of(arguments[0]));
            if (parameterized.getRawType() == Map.class)
                return new MapOf(shapeOf(arguments[1]), Checks.of(arguments[0]), Checks.of(arguments[1]));
        }
        if (type == String.class) return Scalar.STRING;
        if (type == Integer.class) return Scalar.INTEGER;
        if (type == Long.class) return Scalar.LONG;
        if (type == Double.class) return Scalar.DOUBLE;
        if (type == Boolean.class) return Scalar.BOOLEAN;
        if (type == byte[].class) return Scalar.BLOB;
        if (type == Instant.class) return Scalar.TIMESTAMP;
        if (type instanceof Class<?> nested && nested.isRecord()) return Structure.of(nested);
        throw new IllegalArgumentException(type + " has no form on the AWS wire");
    }

    private static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String uncapitalised(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
