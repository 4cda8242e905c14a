package dev.pithyjaunt.runner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;

class OwnNetworksTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.200, 24, true",
        "203.0.114.9, 203.0.113.200, 24, false",
        "203.0.113.129, 203.0.113.200, 25, true",
        "203.0.113.127, 203.0.113.200, 25, false",
        "203.0.113.200, 203.0.113.200, 32, true",
        "203.0.113.201, 203.0.113.200, 32, false",
        "203.0.113.201, 203.0.113.200, 0, false",
        "2001:db8:1::9, 2001:db8:1::1, 64, true",
        "2001:db8:2::9, 2001:db8:1::1, 64, false",
        "203.0.113.9, 2001:db8:1::1, 0, false",
    })
    void networkIsItsFirstBits(String address, String own, int bits, boolean expected)
            throws Exception {
        assertThat(
                        OwnNetworks.isIn(
                                InetAddress.getByName(address).getAddress(),
                                InetAddress.getByName(own).getAddress(),
                                bits))
                .isEqualTo(expected);
    }

    @Test
    void thisMachineIsInItsOwnNetworks() {
        assertThat(OwnNetworks.ofThisMachine().contain(InetAddress.getLoopbackAddress())).isTrue();
    }
}
