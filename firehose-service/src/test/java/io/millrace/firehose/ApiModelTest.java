package io.millrace.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kit.request.ApiOperation;
import io.millrace.testkit.model.ApiModel;
import io.millrace.testkit.model.Constraints;
import io.millrace.wire.OperationRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the constraints of our inputs against those of the API model, for every operation that it has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiModelTest {
    private final ApiModel model =
            ApiModel.read("/models/firehose-2015-08-04-model.json", "/models/firehose-since-2025.json");

    @SuppressWarnings("unchecked")
    private final OperationRegistry<ApiOperation<?, ?>> operations =
            FirehoseRig.shared().service().bean(OperationRegistry.class);

    List<String> names() {
        return model.operations();
    }

    @Test
    void everyOperationOfTheModelIsBuilt() {
        var built = operations.all().values().stream().map(ApiOperation::name).toList();

        assertThat(built).containsExactlyInAnyOrderElementsOf(model.operations());
    }

    @ParameterizedTest
    @MethodSource("names")
    void ourConstraintsAreThoseOfTheModel(String name) {
        assertThat(Constraints.of(operations.find(FirehoseRig.TARGET + name).inputType()))
                .isEqualTo(Constraints.of(model, name));
    }
}
