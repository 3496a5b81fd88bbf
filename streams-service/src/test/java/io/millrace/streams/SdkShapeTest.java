package io.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kit.request.ApiOperation;
import io.millrace.testkit.model.SdkShapes;
import io.millrace.wire.OperationRegistry;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.kinesis.model.KinesisRequest;

/**
 * Holds our structures against those of the AWS SDK, member by member and all the way down: a name, a type or a nesting
 * that differs would be lost on the wire without a word.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SdkShapeTest {
    private static final String SDK = KinesisRequest.class.getPackageName();

    /** The id of a stream came after this SDK: ours to have, not the SDK's to know. */
    private final SdkShapes shapes = new SdkShapes(Set.of("StreamId"));

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

        assertThat(shapes.ofRecord(operation.inputType())).isEqualTo(shapes.ofSdk(SDK, name + "Request"));
        assertThat(shapes.ofRecord(operation.outputType())).isEqualTo(shapes.ofSdk(SDK, name + "Response"));
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
}
