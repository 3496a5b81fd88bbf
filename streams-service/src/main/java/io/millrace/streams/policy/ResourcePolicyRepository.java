package io.millrace.streams.policy;

import org.springframework.data.jpa.repository.JpaRepository;

interface ResourcePolicyRepository extends JpaRepository<ResourcePolicyEntity, String> {}
