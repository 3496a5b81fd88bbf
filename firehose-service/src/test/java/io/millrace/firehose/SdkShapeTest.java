package io.millrace.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kit.request.ApiOperation;
import io.millrace.testkit.model.SdkShapes;
import io.millrace.wire.OperationRegistry;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.firehose.model.FirehoseRequest;

/** Holds our structures against those of the AWS SDK, member by member and all the way down. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SdkShapeTest {
    private static final String SDK = FirehoseRequest.class.getPackageName();

    private final SdkShapes shapes = new SdkShapes(Set.of());

    @SuppressWarnings("unchecked")
    private final OperationRegistry<ApiOperation<?, ?>> operations =
            FirehoseRig.shared().service().bean(OperationRegistry.class);

    Stream<String> names() {
        return operations.all().values().stream().map(ApiOperation::name).sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void ourMembersAreThoseOfTheSdk(String name) throws ReflectiveOperationException {
        var operation = operations.find(FirehoseRig.TARGET + name);

        assertThat(shapes.ofRecord(operation.inputType())).isEqualTo(shapes.ofSdk(SDK, name + "Request"));
        assertThat(shapes.ofRecord(operation.outputType())).isEqualTo(shapes.ofSdk(SDK, name + "Response"));
    }
}
