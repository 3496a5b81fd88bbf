package io.millrace.streams.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.streams.StreamsRig;
import io.millrace.wire.Protocol;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes bodies of puts, most of them plain, the others odd in every way that JSON, CBOR and clients know. */
final class PutBodies {
    private final Random random;
    private final boolean json;
    private final String stream;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    /** How likely something odd is, in percent, for each place where it may be. */
    private final int oddness;

    PutBodies(Random random, Protocol protocol, String stream) {
        this.random = random;
        this.json = protocol == Protocol.JSON_1_1;
        this.stream = stream;
        this.oddness = random.nextInt(3) == 0 ? 12 : random.nextInt(2);
    }

    /** A member of a structure, written when its turn comes. */
    private record Member(String name, Runnable value) {}

    byte[] putRecords() {
        var members = address();
        members.add(new Member("Records", this::records));
        return finished(members);
    }

    byte[] putRecord() {
        var members = address();
        members.addAll(entry());
        if (odd())
            members.add(
                    new Member("SequenceNumberForOrdering", () -> text(random.nextBoolean() ? "0" : "not a number")));
        return finished(members);
    }

    private byte[] finished(List<Member> members) {
        structure(members);
        if (odd()) space();
        byte[] body = out.toByteArray();
        if (odd()) body = Arrays.copyOf(body, random.nextInt(body.length + 1));
        if (odd()) body = Arrays.copyOf(body, body.length + 1 + random.nextInt(3));
        if (odd() && body.length > 0) body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
        return body;
    }

    private List<Member> address() {
        var members = new ArrayList<Member>();
        int how = odd() ? random.nextInt(6) : random.nextInt(3);
        String arn = StreamsRig.arn(stream);
        if (how == 0 || how == 2) members.add(new Member("StreamName", () -> text(stream)));
        if (how == 1 || how == 2) members.add(new Member("StreamARN", () -> text(arn)));
        if (how == 3) members.add(new Member("StreamName", () -> text("no-such-stream")));
        if (how == 4) members.add(new Member("StreamName", () -> text("../" + stream)));
        if (odd()) members.add(new Member("StreamARN", () -> text(arn.replace("us-east-1", "eu-west-1"))));
        if (odd()) members.add(new Member("StreamName", () -> text(stream)));
        return members;
    }

    private void records() {
        if (odd()) {
            nothing();
            return;
        }
        int count = odd() ? 0 : 1 + random.nextInt(6);
        if (odd()) count = 501;
        open('[', 4, count);
        for (int i = 0; i < count; i++) {
            if (i > 0) comma();
            structure(entry());
        }
        close(']');
    }

    private List<Member> entry() {
        var members = new ArrayList<Member>();
        if (!odd()) members.add(new Member("Data", this::data));
        if (!odd()) members.add(new Member("PartitionKey", this::key));
        if (random.nextInt(4) == 0) members.add(new Member("ExplicitHashKey", this::hashKey));
        if (odd()) members.add(new Member("Data", this::data));
        if (odd()) members.add(new Member("Unknown", this::anything));
        if (odd()) members.add(new Member("EncryptionType", () -> text("KMS")));
        return members;
    }

    private void data() {
        if (odd()) {
            anything();
            return;
        }
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        if (!json) {
            head(2, bytes.length);
            out.writeBytes(bytes);
            return;
        }
        String base64 = Base64.getEncoder().encodeToString(bytes);
        if (odd()) base64 = base64 + "=";
        if (odd()) base64 = base64.replace('A', '*');
        if (odd()) base64 = base64.replace("=", "");
        if (odd() && base64.endsWith("=")) base64 = base64.replace("A=", "B=");
        if (odd() && base64.length() > 4) base64 = base64.substring(0, 2) + "==" + base64.substring(4);
        if (odd()) base64 = base64 + "\n";
        text(base64);
    }

    private void key() {
        if (odd()) {
            anything();
            return;
        }
        var key = new StringBuilder();
        int length = odd() ? 250 + random.nextInt(10) : odd() ? 0 : 1 + random.nextInt(12);
        while (key.length() < length) key.append((char) ('a' + random.nextInt(26)));
        if (random.nextInt(6) == 0) key.append("é世\uD83D\uDE00").append('\u007F');
        if (odd()) key.append("\"\\/\b\t\n\u0001");
        text(key.toString());
    }

    private void hashKey() {
        if (odd()) {
            anything();
            return;
        }
        var space = BigInteger.TWO.pow(128);
        var edges = new ArrayList<>(List.of(BigInteger.ZERO, space.subtract(BigInteger.ONE)));
        for (int i = 1; i < 3; i++) {
            var edge = space.divide(BigInteger.valueOf(3)).multiply(BigInteger.valueOf(i));
            Collections.addAll(edges, edge, edge.subtract(BigInteger.ONE), edge.add(BigInteger.ONE));
        }
        if (odd()) Collections.addAll(edges, space, BigInteger.TEN.pow(38), BigInteger.TEN.pow(39));
        String text = edges.get(random.nextInt(edges.size())).toString();
        if (odd()) text = List.of("", "-1", "00", "+5", " 5", "5a", "٣").get(random.nextInt(7));
        text(text);
    }

    /** A value of any type. */
    private void anything() {
        switch (random.nextInt(5)) {
            case 0 -> nothing();
            case 1 -> number(random.nextInt(100));
            case 2 -> text("anything");
            case 3 -> {
                open('[', 4, 1);
                number(1);
                close(']');
            }
            default -> structure(List.of(new Member("A", this::nothing)));
        }
    }

    private void structure(List<Member> members) {
        var order = new ArrayList<>(members);
        Collections.shuffle(order, random);
        open('{', 5, order.size());
        for (int i = 0; i < order.size(); i++) {
            if (i > 0) comma();
            text(order.get(i).name);
            if (json) {
                maybeSpace();
                out.write(':');
                maybeSpace();
            }
            order.get(i).value.run();
        }
        close('}');
    }

    private final ArrayList<Boolean> openEnded = new ArrayList<>();

    private void open(char bracket, int majorType, int count) {
        if (json) {
            out.write(bracket);
            maybeSpace();
            return;
        }
        boolean indefinite = random.nextBoolean();
        openEnded.add(indefinite);
        if (indefinite) out.write(majorType << 5 | 31);
        else head(majorType, odd() ? count + 1 : count);
    }

    private void close(char bracket) {
        if (json) {
            maybeSpace();
            if (!odd()) out.write(bracket);
        } else if (openEnded.removeLast()) {
            if (!odd()) out.write(0xFF);
        }
    }

    private void comma() {
        if (!json) return;
        maybeSpace();
        if (!odd()) out.write(',');
        maybeSpace();
    }

    private void maybeSpace() {
        if (odd() || random.nextInt(8) == 0) space();
    }

    private void space() {
        if (json)
            out.writeBytes(
                    List.of(" ", "\t", "\r\n", "  ").get(random.nextInt(4)).getBytes(UTF_8));
    }

    private void nothing() {
        if (json) out.writeBytes("null".getBytes(UTF_8));
        else out.write(0xF6);
    }

    private void number(int value) {
        if (json) out.writeBytes(Integer.toString(value).getBytes(UTF_8));
        else head(0, value);
    }

    private void text(String text) {
        if (json) jsonText(text);
        else cborText(text);
    }

    private void jsonText(String text) {
        out.write('"');
        boolean escapeAll = odd();
        for (char c : text.toCharArray())
            if (escapeAll || c == '"' || c == '\\' || (c < 0x20 && !odd()))
                out.writeBytes("\\u%04x".formatted((int) c).getBytes(UTF_8));
            else if (Character.isSurrogate(c))
                out.writeBytes("\\u%04x".formatted((int) c).getBytes(UTF_8));
            else out.writeBytes(String.valueOf(c).getBytes(UTF_8));
        out.write('"');
    }

    private void cborText(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        if (odd()) bytes = new byte[] {'a', (byte) 0xC3};
        if (odd()) {
            out.write(0x7F);
            head(3, bytes.length);
            out.writeBytes(bytes);
            out.write(0xFF);
            return;
        }
        head(3, bytes.length);
        out.writeBytes(bytes);
    }

    /** The head of a value, now and then longer than it must be. */
    private void head(int majorType, int argument) {
        int bytes = argument < 24 ? 0 : argument < 256 ? 1 : argument < 65536 ? 2 : 4;
        if (odd()) bytes = Math.max(bytes, List.of(1, 2, 4, 8).get(random.nextInt(4)));
        if (bytes == 0) {
            out.write(majorType << 5 | argument);
            return;
        }
        out.write((majorType << 5) | 24 + Integer.numberOfTrailingZeros(bytes));
        for (int i = bytes - 1; i >= 0; i--) out.write(i > 3 ? 0 : argument >>> (8 * i));
    }

    private boolean odd() {
        return random.nextInt(100) < oddness;
    }
}
