package io.millrace.kit.credentials;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface AccountRepository extends JpaRepository<AccountEntity, String> {
    /** Lets one transaction at a time pass, so that two services that start together make one root key. */
    @Query(value = "select 1 from (select pg_advisory_xact_lock(7237112945300011)) as locked", nativeQuery = true)
    int lock();
}
