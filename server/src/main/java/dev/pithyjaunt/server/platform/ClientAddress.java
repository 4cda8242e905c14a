package dev.pithyjaunt.server.platform;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Where a request comes from. What `X-Forwarded-For` says is believed of the configured proxies
/// alone: anybody can send it.
@Component
public final class ClientAddress {

    private final Set<InetAddress> proxies;

    ClientAddress(Settings settings) {
        proxies =
                settings.security().proxies().stream()
                        .map(InetAddress::ofLiteral)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// An address; of IPv6 its network, since a client has a whole one for itself.
    public String of(HttpServletRequest request) {
        return of(request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For")));
    }

    String of(String remote, List<String> forwarded) {
        InetAddress address = InetAddress.ofLiteral(remote);
        List<String> said =
                forwarded.stream()
                        .flatMap(header -> Arrays.stream(header.split(",")))
                        .map(String::strip)
                        .toList();
        // The nearest stands last; each is told by the one behind it.
        for (String next : said.reversed()) {
            if (!proxies.contains(address)) {
                break;
            }
            try {
                address = InetAddress.ofLiteral(next);
            } catch (IllegalArgumentException _) {
                break;
            }
        }
        return key(address);
    }

    private static String key(InetAddress address) {
        if (address instanceof Inet6Address) {
            byte[] network = Arrays.copyOf(address.getAddress(), 8);
            return Arrays.toString(network);
        }
        return address.getHostAddress();
    }
}
