package io.millrace.streams.fanout;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface ConsumerRepository extends JpaRepository<ConsumerEntity, Long> {
    List<ConsumerEntity> findByStreamId(long streamId);
}
