package io.millrace.firehose.destination;

import org.jspecify.annotations.Nullable;

/** The table in a Glue catalog that says which columns records have. */
public record SchemaConfiguration(
        @Word @Nullable String roleARN,
        @Word @Nullable String catalogId,
        @Word @Nullable String databaseName,
        @Word @Nullable String tableName,
        @Word @Nullable String region,
        @Word @Nullable String versionId) {
    void check() {
        Given.require(roleARN, "SchemaConfiguration.RoleARN");
        Given.require(databaseName, "SchemaConfiguration.DatabaseName");
        Given.require(tableName, "SchemaConfiguration.TableName");
    }
}
