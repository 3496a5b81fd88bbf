package io.millrace.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.bench.ceiling.CborWriter;
import java.util.Base64;
import java.util.Random;

/** Request bodies with random data and a partition key of its own for each record, so that every shard is hit. */
final class Bodies {
    private final Random random;
    private int keys;

    Bodies(long seed) {
        this.random = new Random(seed);
    }

    byte[] put(Cell cell, String stream) {
        return cell.format == Cell.Format.CBOR
                ? cborPuts(stream, cell.records, cell.recordBytes)
                : cell.call == Cell.Call.PUT_RECORD
                        ? jsonPut(stream, cell.recordBytes)
                        : jsonPuts(stream, cell.records, cell.recordBytes, "");
    }

    byte[] jsonPut(String stream, int recordBytes) {
        return ("{\"StreamName\":\"" + stream + "\"," + jsonMembers(recordBytes) + "}").getBytes(UTF_8);
    }

    /**
     * @param explicitHashKey where all records go, or an empty text to let their keys decide
     */
    byte[] jsonPuts(String stream, int records, int recordBytes, String explicitHashKey) {
        var json = new StringBuilder("{\"StreamName\":\"").append(stream).append("\",\"Records\":[");
        for (int i = 0; i < records; i++) {
            json.append(i == 0 ? "{" : ",{").append(jsonMembers(recordBytes));
            if (!explicitHashKey.isEmpty())
                json.append(",\"ExplicitHashKey\":\"").append(explicitHashKey).append('"');
            json.append('}');
        }
        return json.append("]}").toString().getBytes(UTF_8);
    }

    private String jsonMembers(int recordBytes) {
        return "\"Data\":\"" + Base64.getEncoder().encodeToString(data(recordBytes)) + "\",\"PartitionKey\":\"" + key()
                + "\"";
    }

    private byte[] cborPuts(String stream, int records, int recordBytes) {
        var cbor = new CborWriter()
                .map(2)
                .text("StreamName")
                .text(stream)
                .text("Records")
                .array(records);
        for (int i = 0; i < records; i++) {
            cbor.map(2)
                    .text("Data")
                    .bytes(data(recordBytes))
                    .text("PartitionKey")
                    .text(key());
        }
        return cbor.done();
    }

    static byte[] get(Cell.Format format, String shardIterator, int records) {
        return format == Cell.Format.CBOR
                ? new CborWriter()
                        .map(2)
                        .text("ShardIterator")
                        .text(shardIterator)
                        .text("Limit")
                        .number(records)
                        .done()
                : ("{\"ShardIterator\":\"" + shardIterator + "\",\"Limit\":" + records + "}").getBytes(UTF_8);
    }

    private byte[] data(int bytes) {
        var data = new byte[bytes];
        random.nextBytes(data);
        return data;
    }

    private String key() {
        return "key-%08d".formatted(keys++);
    }
}
