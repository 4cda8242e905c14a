package dev.pithyjaunt.protocol.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class DirectHostsTest {

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org, true",
        "API.Example.org., example.org, true",
        "example.org, .example.org, true",
        "api.example.org, .example.org, true",
        "notexample.org, example.org, false",
        "example.org, api.example.org, false",
        "example.org, *, true",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 0.0.1, false",
        "10.1.2.3, 10.0.0.0/8, true",
        "10.1.2.3, 10.1.2.0/25, true",
        "10.1.2.200, 10.1.2.0/25, false",
        "10.1.2.3, 10.0.0.0/x, false",
        "10.example.org, 10.0.0.0/8, false",
        "[::1], ::1, true",
        "[fe80::1], [fe80::1], true",
        "[fe80::1], fe80::/10, true",
        "[::1], 127.0.0.1, false",
        "localhost, 127.0.0.1, false"
    })
    void hostIsListedAsCurlListsIt(String host, String entry, boolean listed) {
        assertThat(new DirectHosts(List.of("unrelated", entry)).has(host)).isEqualTo(listed);
    }
}
