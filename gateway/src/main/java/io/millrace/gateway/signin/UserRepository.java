package io.millrace.gateway.signin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface UserRepository extends JpaRepository<UserEntity, String> {
    /** Lets one transaction at a time change users, in whatever process: of two that lower the last two admins, one fails. */
    @Query(value = "select 1 from (select pg_advisory_xact_lock(7237112945300012)) as locked", nativeQuery = true)
    int lock();

    List<UserEntity> findAllByOrderByName();

    @Nullable
    UserEntity findBySubject(String subject);

    long countByRoleAndSourceAndDisabledFalse(String role, String source);
}
