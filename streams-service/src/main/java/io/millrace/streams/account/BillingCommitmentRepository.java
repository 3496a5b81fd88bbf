package io.millrace.streams.account;

import org.springframework.data.jpa.repository.JpaRepository;

interface BillingCommitmentRepository extends JpaRepository<BillingCommitmentEntity, String> {}
