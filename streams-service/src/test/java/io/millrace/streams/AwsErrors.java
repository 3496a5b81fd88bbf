package io.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

/** What a client of the SDK sees of a refusal. */
public final class AwsErrors {
    private AwsErrors() {}

    /** Asserts that a call is refused with exactly that error. */
    public static void assertRefused(ThrowingCallable call, String code, String message) {
        var refusal = refusal(call);
        assertThat(refusal.awsErrorDetails().errorCode() + ": "
                        + refusal.awsErrorDetails().errorMessage())
                .isEqualTo(code + ": " + message);
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.requestId()).isNotBlank();
        assertThat(refusal.extendedRequestId()).isNotBlank();
    }

    public static KinesisException refusal(ThrowingCallable call) {
        var refusal = catchThrowableOfType(KinesisException.class, call);
        assertThat(refusal).as("refusal").isNotNull();
        return refusal;
    }
}
