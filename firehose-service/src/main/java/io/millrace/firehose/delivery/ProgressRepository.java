package io.millrace.firehose.delivery;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The progress table. */
interface ProgressRepository extends JpaRepository<ProgressEntity, Integer> {
    /** Moves a stream forward, never back; makes its row if there is none. */
    @Modifying
    @Query(
            value =
                    "insert into firehose.progress (stream_id, position, next_number) values (:stream, :position, :number)"
                            + " on conflict (stream_id) do update set"
                            + " position = greatest(progress.position, excluded.position),"
                            + " next_number = greatest(progress.next_number, excluded.next_number)",
            nativeQuery = true)
    void advance(int stream, long position, long number);
}
