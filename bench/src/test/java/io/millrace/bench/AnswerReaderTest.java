package io.millrace.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final String SIZED = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world";
    private static final String CHUNKED =
            "HTTP/1.1 400 Bad\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nx: y\r\n\r\n";
    private static final String EMPTY = "HTTP/1.1 204 No Content\r\n\r\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void answersAreReadHoweverTheBytesArrive(int step) {
        var reader = new AnswerReader(true);
        var stream = SIZED + CHUNKED + EMPTY + SIZED;
        var read = new StringBuilder();
        var arrived = Unpooled.buffer();
        for (int at = 0; at < stream.length(); at += step) {
            arrived.writeBytes(
                    stream.substring(at, Math.min(stream.length(), at + step)).getBytes(ISO_8859_1));
            while (reader.read(arrived)) {
                read.append(reader.status())
                        .append(' ')
                        .append(new String(reader.whole(), ISO_8859_1))
                        .append('|');
            }
        }

        assertThat(read).hasToString("200 hello world|400 hello world|204 |200 hello world|");
    }

    @Test
    void theEndsOfALongBodyAreKept() {
        var body = "a".repeat(100) + "b".repeat(5000) + "c".repeat(100);
        var reader = new AnswerReader(false);

        reader.read(Unpooled.copiedBuffer(
                "HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body, ISO_8859_1));

        assertThat(reader.ends()).isEqualTo(body.substring(0, 1024) + body.substring(body.length() - 1024));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"FailedRecordCount\":0,\"Records\":[]}', 0",
        "'{\"Records\":[],\"FailedRecordCount\": 12}', 12",
        "'{\"Records\":[]}', -1",
        "'FailedRecordCount\u0003', 3",
        "'FailedRecordCount\u0018\u00f4', 244",
        "'FailedRecordCount\u0019\u0001\u00f4', 500",
    })
    void failedRecordsAreCounted(String body, int expected) {
        var reader = new AnswerReader(false);
        reader.read(Unpooled.copiedBuffer(
                "HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body, ISO_8859_1));

        assertThat(AnswerCheck.of(Cell.PUT_1K).refusedRecords(reader)).isEqualTo(expected);
    }
}
