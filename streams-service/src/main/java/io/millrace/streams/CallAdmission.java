package io.millrace.streams;

import io.millrace.identity.Caller;
import io.millrace.kit.request.Admission;
import io.millrace.streams.fanout.ConsumerAddress;
import io.millrace.streams.limit.CallRates;
import io.millrace.streams.limit.LimitProfile;
import io.millrace.streams.limit.LimitProfiles;
import io.millrace.streams.stream.StreamAddress;
import io.millrace.streams.stream.StreamErrors;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Holds the calls of accounts and streams under the profile {@code aws} to the rates of AWS. */
final class CallAdmission implements Admission {
    private final CallRates rates = new CallRates();
    private final LimitProfiles profiles;
    private final InstantSource clock;

    CallAdmission(LimitProfiles profiles, InstantSource clock) {
        this.profiles = profiles;
        this.clock = clock;
    }

    @Override
    public void admit(String operation, Record input, Caller caller) {
        String account = caller.account();
        String stream = streamOf(input);
        var profile = stream.isEmpty() ? profiles.ofAccount(account) : profiles.ofStream(account, stream);
        if (profile == LimitProfile.UNLIMITED || rates.admit(operation, account, stream, clock.millis())) return;
        throw StreamErrors.limitExceeded(
                stream.isEmpty()
                        ? "Rate exceeded for account " + account + "."
                        : "Rate exceeded for stream " + stream + " under account " + account + ".");
    }

    /** The name of the stream that a request is about, or an empty text. */
    private static String streamOf(Record input) {
        return switch (input) {
            case StreamAddress address when address.streamName() != null -> String.valueOf(address.streamName());
            case StreamAddress address -> nameIn(address.streamARN());
            case ConsumerAddress address when address.consumerARN() != null -> nameIn(address.consumerARN());
            case ConsumerAddress address -> nameIn(address.streamARN());
            default -> "";
        };
    }

    /** The stream's name in its ARN, or in that of a consumer of it. */
    private static String nameIn(@Nullable String arn) {
        if (arn == null) return "";
        int from = arn.indexOf("stream/") + "stream/".length();
        int to = arn.indexOf('/', from);
        return to < 0 ? arn.substring(from) : arn.substring(from, to);
    }
}
