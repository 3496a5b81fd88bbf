package io.millrace.firehose.stream;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface DeliveryStreamRepository extends JpaRepository<DeliveryStreamEntity, Integer> {
    Optional<DeliveryStreamEntity> findByAccountIdAndName(String accountId, String name);

    /**
     * Lets one transaction at a time change delivery streams, until it ends: also one that this service has given up,
     * because its connection broke, while the server still works on it.
     */
    @Query(value = "select count(*) from (select pg_advisory_xact_lock(5317204868817023549)) turn", nativeQuery = true)
    int awaitTurn();
}
