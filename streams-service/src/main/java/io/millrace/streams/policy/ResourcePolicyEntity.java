package io.millrace.streams.policy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table of policies. */
@Entity
@Table(schema = "streams", name = "resource_policy")
class ResourcePolicyEntity {
    @Id
    String resourceArn = "";

    long streamId;
    String policy = "";
}
