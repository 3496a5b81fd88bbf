package io.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kit.request.ApiOperation;
import io.millrace.kit.request.Operation.NoOutput;
import io.millrace.wire.Codec;
import io.millrace.wire.OperationRegistry;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.kinesis.model.KinesisRequest;

/**
 * Holds our structures against those of the AWS SDK, member by member and all the way down: a name, a type or a nesting
 * that differs would be lost on the wire without a word.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SdkShapeTest {
    /** Members that the API got after this SDK: ours to have, not the SDK's to know. */
    private static final Set<String> NEWER_THAN_THE_SDK = Set.of("StreamId");

    @SuppressWarnings("unchecked")
    private final OperationRegistry<ApiOperation<?, ?>> operations =
            StreamsRig.shared().service().bean(OperationRegistry.class);

    Stream<String> names() {
        return operations.all().values().stream().map(ApiOperation::name).sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void ourMembersAreThoseOfTheSdk(String name) throws ReflectiveOperationException {
        var operation = operation(name);

        assertThat(tree(operation.inputType(), new ArrayList<>())).isEqualTo(tree(pojo(name + "Request")));
        var output = operation.outputType() == NoOutput.class
                ? Map.<String, Object>of()
                : tree(operation.outputType(), new ArrayList<>());
        assertThat(output).isEqualTo(tree(pojo(name + "Response")));
    }

    @Test
    void everyOperationOfTheSdkIsThereOrIsKnownToLack() throws Exception {
        var ours = new ArrayList<String>(operations.notBuilt());
        names().forEach(ours::add);
        var sdk = new ArrayList<String>();
        for (var method : software.amazon.awssdk.services.kinesis.KinesisAsyncClient.class.getMethods())
            if (method.getParameterCount() > 0
                    && KinesisRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                    && !method.getName().endsWith("Paginator"))
                sdk.add(Character.toUpperCase(method.getName().charAt(0))
                        + method.getName().substring(1));

        assertThat(ours).containsAll(sdk).doesNotHaveDuplicates();
        // Thirty-nine in the newest model, of which this SDK knows some fewer.
        assertThat(ours).hasSize(39);
    }

    private ApiOperation<?, ?> operation(String name) {
        return operations.find(StreamsRig.TARGET + name);
    }

    private static SdkPojo pojo(String name) throws ReflectiveOperationException {
        var type = Class.forName(KinesisRequest.class.getPackageName() + "." + name);
        Object builder = type.getMethod("builder").invoke(null);
        return (SdkPojo) builder;
    }

    /** Members by name: a scalar's type as text, a structure's members as a map, lists and maps as a list around one. */
    private static Map<String, Object> tree(SdkPojo pojo) {
        var members = new TreeMap<String, Object>();
        for (var field : pojo.sdkFields())
            if (!NEWER_THAN_THE_SDK.contains(field.locationName())) members.put(field.locationName(), shape(field));
        return members;
    }

    private static Object shape(SdkField<?> field) {
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

    private static Map<String, Object> tree(Class<?> type, List<Class<?>> path) {
        assertThat(path).as("recursion").doesNotContain(type);
        var deeper = new ArrayList<>(path);
        deeper.add(type);
        var names = Codec.of(type.asSubclass(Record.class)).memberNames();
        RecordComponent[] components = type.getRecordComponents();
        var members = new LinkedHashMap<String, Object>();
        for (int i = 0; i < components.length; i++)
            if (!NEWER_THAN_THE_SDK.contains(names.get(i)))
                members.put(names.get(i), shape(components[i].getGenericType(), deeper));
        return new TreeMap<>(members);
    }

    private static Object shape(Type type, List<Class<?>> path) {
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
