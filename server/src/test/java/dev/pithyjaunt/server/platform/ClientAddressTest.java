package dev.pithyjaunt.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ClientAddressTest {

    private final ClientAddress addresses =
            new ClientAddress(Settings.of(Map.of("JAUNT_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.9")));

    @Test
    void whatAProxyTellsIsBelievedOfTheConfiguredOnesAlone() {
        assertThat(addresses.of("192.0.2.1", List.of("198.51.100.1"))).isEqualTo("192.0.2.1");
        assertThat(addresses.of("127.0.0.1", List.of("203.0.113.1, 198.51.100.1")))
                .isEqualTo("198.51.100.1");
        assertThat(addresses.of("127.0.0.1", List.of("198.51.100.1", "10.0.0.9")))
                .isEqualTo("198.51.100.1");
        assertThat(addresses.of("127.0.0.1", List.of("not an address"))).isEqualTo("127.0.0.1");
    }

    @Test
    void networkOfIpv6IsOneClient() {
        assertThat(addresses.of("2001:db8:0:1::7", List.of()))
                .isEqualTo(addresses.of("2001:db8:0:1:ffff::8", List.of()))
                .isNotEqualTo(addresses.of("2001:db8:0:2::7", List.of()));
    }
}
