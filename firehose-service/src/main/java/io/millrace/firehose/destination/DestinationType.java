package io.millrace.firehose.destination;

/** The kinds of destinations. */
public enum DestinationType {
    EXTENDED_S3("Amazon S3"),
    REDSHIFT("Amazon Redshift"),
    ELASTICSEARCH("Amazon Elasticsearch Service"),
    OPENSEARCH("Amazon OpenSearch Service"),
    SERVERLESS("Amazon OpenSearch Serverless"),
    SPLUNK("Splunk"),
    HTTP_ENDPOINT("HTTP endpoints"),
    SNOWFLAKE("Snowflake"),
    ICEBERG("Apache Iceberg tables");

    private final String text;

    DestinationType(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Between these and the others a stream can't be moved. */
    boolean isSearch() {
        return this == ELASTICSEARCH || this == OPENSEARCH || this == SERVERLESS;
    }
}
