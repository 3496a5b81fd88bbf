package io.millrace.gateway.signin;

import java.time.Instant;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface SessionRepository extends JpaRepository<SessionEntity, String> {
    @Modifying
    @Query("update SessionEntity s set s.lastSeenAt = ?2 where s.id = ?1")
    void touch(String id, Instant now);

    @Modifying
    @Query("delete from SessionEntity s where s.id = ?1")
    void end(String id);

    /** Ends the sessions of a user but one; give an empty id to end all. */
    @Modifying
    @Query("delete from SessionEntity s where s.userName = ?1 and s.id <> ?2")
    void endOthers(String userName, String but);

    @Modifying
    @Query("delete from SessionEntity s where s.createdAt <= ?1 or s.lastSeenAt <= ?2")
    void endExpired(Instant createdBefore, Instant seenBefore);
}
