package io.millrace.streams.stream;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface ShardRepository extends JpaRepository<ShardEntity, ShardEntity.Key> {
    List<ShardEntity> findByKeyStreamIdOrderByKeyShardIndex(long streamId);
}
