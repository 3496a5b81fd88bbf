package io.millrace.streams.stream;

import org.springframework.data.jpa.repository.JpaRepository;

interface StreamRepository extends JpaRepository<StreamEntity, Long> {}
