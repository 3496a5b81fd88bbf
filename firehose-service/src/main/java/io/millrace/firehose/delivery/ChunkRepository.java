package io.millrace.firehose.delivery;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The chunk table. */
interface ChunkRepository extends JpaRepository<ChunkEntity, ChunkEntity.Key> {
    List<ChunkEntity> findAllByOrderByKeyStreamIdAscKeyLaneAscKeyNumberAsc();

    /** Forgets the chunks of a lane that end at or before a position. */
    @Modifying
    @Query(
            "delete from ChunkEntity c where c.key.streamId = :stream and c.key.lane = :lane and c.toPosition <= :position")
    void deleteThrough(int stream, int lane, long position);

    @Modifying
    @Query("delete from ChunkEntity c where c.key.streamId = :stream")
    void deleteAll(int stream);
}
