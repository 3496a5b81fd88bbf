package io.millrace.testkit.model;

import io.millrace.wire.Codec;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * Structures as the SDK has them and as we do, member by member and all the way down, in a form in which they can be compared: a
 * name, a type or a nesting that differs would be lost on the wire without a word.
 */
public final class SdkShapes {
    private final Set<String> left;

    /** @param leftOut members that are not looked at: the API got them after the SDK */
    public SdkShapes(Set<String> leftOut) {
        this.left = leftOut;
    }

    /**
     * A structure of the SDK.
     *
     * @param packageName where the SDK has those of the API
     */
    public Map<String, Object> ofSdk(String packageName, String name) throws ReflectiveOperationException {
        var type = Class.forName(packageName + "." + name);
        return tree((SdkPojo) type.getMethod("builder").invoke(null));
    }

    /** One of our records. */
    public Map<String, Object> ofRecord(Class<?> type) {
        return tree(type, new ArrayList<>());
    }

    /** Members by name: a scalar's type as text, a structure's members as a map, lists and maps as a list around one. */
    private Map<String, Object> tree(SdkPojo pojo) {
        var members = new TreeMap<String, Object>();
        for (var field : pojo.sdkFields())
            if (!left.contains(field.locationName())) members.put(field.locationName(), shape(field));
        return members;
    }

    private Object shape(SdkField<?> field) {
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.LIST))
            return List.of("list of", shape(field.getTrait(ListTrait.class).memberFieldInfo()));
        if (type.equals(MarshallingType.MAP))
            return List.of("map of", shape(field.getTrait(MapTrait.class).valueFieldInfo()));
        if (type.equals(MarshallingType.SDK_POJO))
            return tree(field.constructor().get());
        return type.equals(MarshallingType.SDK_BYTES)
                ? "byte[]"
                : type.getTargetClass().getSimpleName();
    }

    private Map<String, Object> tree(Class<?> type, List<Class<?>> path) {
        if (path.contains(type)) throw new IllegalArgumentException(type + " holds itself");
        var deeper = new ArrayList<>(path);
        deeper.add(type);
        var names = Codec.of(type.asSubclass(Record.class)).memberNames();
        RecordComponent[] components = type.getRecordComponents();
        var members = new LinkedHashMap<String, Object>();
        for (int i = 0; i < components.length; i++)
            if (!left.contains(names.get(i))) members.put(names.get(i), shape(components[i].getGenericType(), deeper));
        return new TreeMap<>(members);
    }

    private Object shape(Type type, List<Class<?>> path) {
        if (type instanceof ParameterizedType parameterized) {
            var arguments = parameterized.getActualTypeArguments();
            return parameterized.getRawType() == List.class
                    ? List.of("list of", shape(arguments[0], path))
                    : List.of("map of", shape(arguments[1], path));
        }
        var plain = (Class<?>) type;
        return plain.isRecord() ? tree(plain, path) : plain.getSimpleName();
    }
}
