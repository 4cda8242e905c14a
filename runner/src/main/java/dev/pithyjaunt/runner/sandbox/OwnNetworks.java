package dev.pithyjaunt.runner.sandbox;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/// The networks that this machine is in. With public addresses too, whoever is in them trusts it
/// more than the rest of the world does; the machine itself most of all.
///
/// @param addresses of this machine, each with the size of its network
record OwnNetworks(List<InterfaceAddress> addresses) {

    OwnNetworks {
        addresses = List.copyOf(addresses);
    }

    static OwnNetworks ofThisMachine() {
        try {
            return new OwnNetworks(
                    NetworkInterface.networkInterfaces()
                            .flatMap(each -> each.getInterfaceAddresses().stream())
                            .toList());
        } catch (SocketException e) {
            // There is none.
            return new OwnNetworks(List.of());
        }
    }

    boolean contain(InetAddress address) {
        return addresses.stream()
                .anyMatch(own ->
                        isIn(
                                address.getAddress(),
                                own.getAddress().getAddress(),
                                own.getNetworkPrefixLength()));
    }

    /// Whether two addresses have the same first bits. A network that is the whole world counts as
    /// one of a single address.
    static boolean isIn(byte[] address, byte[] own, int bits) {
        if (address.length != own.length) {
            return false;
        }
        int same = bits <= 0 ? own.length * Byte.SIZE : bits;
        for (int i = 0; i < same; i++) {
            int mask = 0x80 >> i % Byte.SIZE;
            if (((address[i / Byte.SIZE] ^ own[i / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
