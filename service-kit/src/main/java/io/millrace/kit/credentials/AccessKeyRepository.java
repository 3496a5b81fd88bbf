package io.millrace.kit.credentials;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface AccessKeyRepository extends JpaRepository<AccessKeyEntity, String> {
    List<AccessKeyEntity> findByActiveTrue();

    List<AccessKeyEntity> findByAccountIdAndKind(String accountId, String kind);
}
