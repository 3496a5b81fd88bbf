package io.millrace.firehose.stream;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface TagRepository extends JpaRepository<TagEntity, TagEntity.Key> {
    List<TagEntity> findByKeyStreamId(int streamId);

    void deleteByKeyStreamIdAndKeyTagKeyIn(int streamId, Collection<String> tagKeys);
}
