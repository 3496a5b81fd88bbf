package io.millrace.identity;

/** Lower-case hexadecimal, compared and written without a string in between. */
final class Hex {
    private Hex() {}

    static char digit(int value) {
        return (char) (value < 10 ? '0' + value : 'a' + value - 10);
    }

    static boolean isHexOf(String text, byte[] bytes) {
        if (text.length() != bytes.length * 2) return false;
        for (int i = 0; i < bytes.length; i++) {
            if (text.charAt(2 * i) != digit(bytes[i] >> 4 & 15) || text.charAt(2 * i + 1) != digit(bytes[i] & 15)) {
                return false;
            }
        }
        return true;
    }
}
