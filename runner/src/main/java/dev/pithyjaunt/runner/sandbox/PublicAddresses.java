package dev.pithyjaunt.runner.sandbox;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/// The addresses that are the same everywhere. Private, local and shared ranges are not, nor what
/// leads to them in another form, see https://www.iana.org/assignments/iana-ipv4-special-registry.
final class PublicAddresses {

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> isPublic(four.getAddress());
            case Inet6Address six -> isPublic(six);
            default -> false;
        };
    }

    private static boolean isPublic(byte[] address) {
        int first = Byte.toUnsignedInt(address[0]);
        int second = Byte.toUnsignedInt(address[1]);
        int third = Byte.toUnsignedInt(address[2]);
        return switch (first) {
            // This network, private, loopback.
            case 0, 10, 127 -> false;
            // Shared by carriers.
            case 100 -> second < 64 || second > 127;
            // Link-local, where clouds keep credentials.
            case 169 -> second != 254;
            case 172 -> second < 16 || second > 31;
            case 192 -> second != 168 && !(second == 0 && third == 0);
            // Benchmarks.
            case 198 -> second != 18 && second != 19;
            // Multicast and reserved.
            default -> first < 224;
        };
    }

    private static boolean isPublic(Inet6Address address) {
        byte[] bytes = address.getAddress();
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        int first = Byte.toUnsignedInt(bytes[0]);
        // Unique local addresses.
        if ((first & 0xfe) == 0xfc) {
            return false;
        }
        // 64:ff9b::/96 and 2002::/16 hold an IPv4 address; 2001::/32 hides one.
        if (first == 0 && bytes[1] == 0x64) {
            return isPublic(Arrays.copyOfRange(bytes, 12, 16));
        }
        if (first == 0x20 && bytes[1] == 0x02) {
            return isPublic(Arrays.copyOfRange(bytes, 2, 6));
        }
        boolean isTeredo = first == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0;
        return !isTeredo && first != 0;
    }
}
