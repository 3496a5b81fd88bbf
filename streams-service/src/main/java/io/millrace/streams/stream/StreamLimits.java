package io.millrace.streams.stream;

/**
 * How much an account may have.
 *
 * @param shards open shards in provisioned streams
 * @param onDemandStreams streams in on-demand mode
 */
public record StreamLimits(int shards, int onDemandStreams, Streams streams) {
    /** Open shards of an account's provisioned streams. */
    int openShards(String account) {
        int count = 0;
        for (var stream : streams.list(account, null))
            if (stream.mode() == StreamMode.PROVISIONED && stream.status() != StreamStatus.DELETING)
                count += stream.shards().openCount();
        return count;
    }

    int onDemandCount(String account) {
        int count = 0;
        for (var stream : streams.list(account, null)) if (stream.mode() == StreamMode.ON_DEMAND) count++;
        return count;
    }

    /** @throws io.millrace.wire.ApiException LimitExceededException if a new stream of that size is too much */
    void check(String account, StreamMode mode, int newShards) {
        switch (mode) {
            case PROVISIONED -> checkShards(account, newShards);
            case ON_DEMAND -> {
                int count = onDemandCount(account);
                if (count >= onDemandStreams)
                    throw StreamErrors.limitExceeded("This request would exceed the limit of " + onDemandStreams
                            + " On-Demand streams for the account " + account + " in " + streams.region() + ".");
            }
        }
    }

    /** @throws io.millrace.wire.ApiException LimitExceededException if so many more shards are too many */
    void checkShards(String account, int newShards) {
        int open = openShards(account);
        if (newShards > 0 && open + newShards > shards)
            throw StreamErrors.limitExceeded("This request would exceed the shard limit for the account "
                    + account + " in " + streams.region() + ". Current shard count for the account: " + open
                    + ". Limit: " + shards
                    + ". Number of additional shards that would have resulted from this request: " + newShards
                    + ". Refer to the AWS Service Limits page"
                    + " (https://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html)"
                    + " for current limits and how to request higher limits.");
    }
}
