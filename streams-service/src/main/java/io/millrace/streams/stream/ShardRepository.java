package io.millrace.streams.stream;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface ShardRepository extends JpaRepository<ShardEntity, ShardEntity.Key> {
    List<ShardEntity> findByKeyStreamIdOrderByKeyShardIndex(long streamId);

    @Modifying
    @Query("update ShardEntity s set s.closedAt = :at where s.key.streamId = :stream and s.key.shardIndex in :indexes")
    void close(long stream, Collection<Integer> indexes, Instant at);

    @Modifying
    @Query("delete from ShardEntity s where s.key.streamId = :stream and s.key.shardIndex in :indexes")
    void delete(long stream, Collection<Integer> indexes);
}
