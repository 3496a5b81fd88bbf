package io.millrace.log;

/**
 * Names a shard inside a log.
 *
 * @param stream a number that the owner of the log gives once and never again, even after the stream's deletion
 * @param shard the shard's index within its stream, 0 to 2^31-1
 */
public record ShardKey(long stream, int shard) {
    public ShardKey {
        if (stream < 0 || shard < 0) throw new IllegalArgumentException("negative shard key " + stream + "/" + shard);
    }
}
