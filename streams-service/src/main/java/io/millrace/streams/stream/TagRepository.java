package io.millrace.streams.stream;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface TagRepository extends JpaRepository<TagEntity, TagEntity.Key> {
    List<TagEntity> findByKeyStreamId(long streamId);

    void deleteByKeyStreamIdAndKeyTagKeyIn(long streamId, Collection<String> tagKeys);
}
