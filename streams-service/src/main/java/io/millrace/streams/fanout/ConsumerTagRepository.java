package io.millrace.streams.fanout;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface ConsumerTagRepository extends JpaRepository<ConsumerTagEntity, ConsumerTagEntity.Key> {
    List<ConsumerTagEntity> findByKeyConsumerId(long consumerId);

    void deleteByKeyConsumerIdAndKeyTagKeyIn(long consumerId, Collection<String> tagKeys);
}
