package io.millrace.firehose.delivery;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The progress table. */
interface ProgressRepository extends JpaRepository<ProgressEntity, ProgressEntity.Key> {
    /** Moves a lane forward, never back; makes its row if there is none. */
    @Modifying
    @Query(
            value =
                    "insert into firehose.progress (stream_id, lane, position, next_number) values (:stream, :lane, :position, :number)"
                            + " on conflict (stream_id, lane) do update set"
                            + " position = greatest(progress.position, excluded.position),"
                            + " next_number = greatest(progress.next_number, excluded.next_number)",
            nativeQuery = true)
    void advance(int stream, int lane, long position, long number);

    @Modifying
    @Query("delete from ProgressEntity p where p.key.streamId = :stream")
    void deleteAll(int stream);
}
