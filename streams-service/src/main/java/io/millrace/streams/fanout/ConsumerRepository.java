package io.millrace.streams.fanout;

import org.springframework.data.jpa.repository.JpaRepository;

interface ConsumerRepository extends JpaRepository<ConsumerEntity, Long> {}
