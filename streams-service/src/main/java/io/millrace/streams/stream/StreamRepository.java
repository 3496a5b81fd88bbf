package io.millrace.streams.stream;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface StreamRepository extends JpaRepository<StreamEntity, Long> {
    Optional<StreamEntity> findByAccountIdAndName(String accountId, String name);

    /**
     * Lets one transaction at a time change streams, until it ends: also one that this service has given up, because its
     * connection broke, while the server still works on it.
     */
    @Query(value = "select count(*) from (select pg_advisory_xact_lock(7811887634290206821)) turn", nativeQuery = true)
    int awaitTurn();
}
