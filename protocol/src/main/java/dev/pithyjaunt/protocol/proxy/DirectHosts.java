package dev.pithyjaunt.protocol.proxy;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Hosts that no proxy stands before, as NO_PROXY lists them: a name, which holds for all names
/// below it too, with or without a dot before it; an address, a network such as `10.0.0.0/8`, or
/// `*` for all.
///
/// Source: <https://curl.se/libcurl/c/CURLOPT_NOPROXY.html>
record DirectHosts(List<String> entries) {

    boolean has(String host) {
        String plain = plain(host);
        Optional<InetAddress> address = address(plain);
        return entries.stream()
                .map(DirectHosts::plain)
                .anyMatch(entry ->
                        entry.equals("*")
                                || address.map(a -> isIn(a, entry))
                                        .orElseGet(() -> isBelow(plain, entry)));
    }

    private static boolean isBelow(String host, String entry) {
        String name = entry.startsWith(".") ? entry.substring(1) : entry;
        return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
    }

    private static boolean isIn(InetAddress address, String entry) {
        int slash = entry.indexOf('/');
        Optional<InetAddress> network = address(slash < 0 ? entry : entry.substring(0, slash));
        if (network.isEmpty()) {
            return false;
        }
        byte[] all = network.get().getAddress();
        return commonBits(address.getAddress(), all)
                >= (slash < 0 ? all.length * 8 : bits(entry.substring(slash + 1)));
    }

    /// -1 for addresses of two kinds.
    private static int commonBits(byte[] one, byte[] other) {
        if (one.length != other.length) {
            return -1;
        }
        int bits = 0;
        for (int i = 0; i < one.length; i++) {
            int differing = (one[i] ^ other[i]) & 0xff;
            if (differing != 0) {
                return bits + Integer.numberOfLeadingZeros(differing) - 24;
            }
            bits += 8;
        }
        return bits;
    }

    /// More than any address has, where it is no number.
    private static int bits(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }

    /// Without the brackets of an address and the dot at the end of a name.
    private static String plain(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            return lower.substring(1, lower.length() - 1);
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /// Names are not looked up.
    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
