package dev.pithyjaunt.agent.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.agent.model.ModelException;
import dev.pithyjaunt.agent.model.ModelException.Reason;
import dev.pithyjaunt.agent.model.ModelSettings;
import dev.pithyjaunt.agent.model.TestModels;
import dev.pithyjaunt.protocol.catalog.WireProtocol;
import dev.pithyjaunt.protocol.proxy.Proxies;
import dev.pithyjaunt.testkit.Answer;
import dev.pithyjaunt.testkit.Script;
import dev.pithyjaunt.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

class ProxyTest {

    private static final URI SECURE = URI.create("https://model.invalid/v1");
    private static final String PASSWORD = "fake p@ss/word";
    private static final String USER = "jo:fake%20p%40ss%2Fword@";
    private static final String BASIC =
            "Basic "
                    + Base64.getEncoder()
                            .encodeToString(("jo:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private static ModelSettings plain(ScriptedModel server, Proxies proxies) {
        return TestModels.through(
                TestModels.settings(WireProtocol.CHAT, server.baseUri()), proxies);
    }

    private static ModelSettings secure(Proxies proxies) {
        return TestModels.through(TestModels.settings(WireProtocol.CHAT, SECURE), proxies);
    }

    private static ModelException failure(ModelSettings settings) {
        ModelException failure = Failing.of(settings);
        TestModels.assertHoldsNone(failure, List.of(PASSWORD, "fake%20p%40ss%2Fword"));
        return failure;
    }

    @ParameterizedTest
    @EnumSource
    void plainAddressIsReachedThroughItsProxy(WireProtocol protocol) throws Exception {
        try (TestProxy proxy = new TestProxy(BASIC);
                ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            Proxies proxies = new Proxies(proxy.address(USER), null, List.of("example.org"));
            ModelSettings settings =
                    TestModels.through(TestModels.settings(protocol, server.baseUri()), proxies);

            assertThat(TestModels.ask(Models.of(settings)).text()).isEqualTo("x");
            assertThat(proxy.heads()).hasSize(2);
            assertThat(proxy.heads().getFirst()).startsWith("POST " + server.baseUri() + "/");
        }
    }

    @Test
    void hostsOfTheListAreReachedDirectly() throws Exception {
        try (TestProxy proxy = new TestProxy("");
                ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            for (String direct : List.of("127.0.0.1", "*", "127.0.0.0/8")) {
                Proxies proxies = new Proxies(proxy.address(""), null, List.of("a.b", direct));

                assertThat(TestModels.ask(Models.of(plain(server, proxies))).text()).isEqualTo("x");
            }
            assertThat(proxy.heads()).isEmpty();
        }
    }

    @Test
    void proxyForTheOtherSchemeIsNotUsed() throws Exception {
        try (TestProxy proxy = new TestProxy("");
                ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            Proxies proxies = new Proxies(null, proxy.address(""), List.of());

            assertThat(TestModels.ask(Models.of(plain(server, proxies))).text()).isEqualTo("x");
            assertThat(proxy.heads()).isEmpty();
        }
    }

    @Test
    void secureAddressIsTunnelledToWithThePassword() throws Exception {
        try (TestProxy proxy = new TestProxy(BASIC)) {
            ModelException failure =
                    failure(secure(new Proxies(null, proxy.address(USER), List.of())));

            assertThat(proxy.heads().getFirst()).startsWith("CONNECT model.invalid:443 HTTP/1.1");
            assertThat(proxy.heads().getLast()).contains("Proxy-Authorization: " + BASIC);
            assertThat(proxy.heads().getLast()).doesNotContain(TestModels.KEY);
            assertThat(failure)
                    .hasMessage(
                            "openai (gpt-6.1-sol) at https://model.invalid/v1 can't be reached"
                                    + " through the proxy 127.0.0.1:%d: Tunnel failed, got: 503"
                                            .formatted(proxy.port()));
            assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        }
    }

    @Test
    void proxyThatRefusesThePasswordIsNamed() throws Exception {
        try (TestProxy proxy = new TestProxy("Basic other");
                ScriptedModel server = ScriptedModel.start(Script.of(new Answer.Text("x")))) {
            Proxies silent = new Proxies(proxy.address(""), proxy.address(""), List.of());
            Proxies proxies = new Proxies(proxy.address(USER), proxy.address(USER), List.of());
            String words =
                    "can't be reached: the proxy 127.0.0.1:%d wants another user or password; set them in "
                            .formatted(proxy.port());

            ModelException plain = failure(plain(server, proxies));
            ModelException secure = failure(secure(proxies));

            assertThat(failure(plain(server, silent))).hasMessage(plain.getMessage());
            assertThat(failure(secure(silent))).hasMessage(secure.getMessage());
            assertThat(plain).hasMessageEndingWith(words + "HTTP_PROXY");
            assertThat(secure).hasMessageEndingWith(words + "HTTPS_PROXY");
            assertThat(List.of(plain, secure))
                    .allMatch(failure -> failure.reason() == Reason.REJECTED);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void proxyThatIsDownIsNamed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        URI down = URI.create("http://" + USER + "127.0.0.1:" + port);

        ModelException failure = failure(secure(new Proxies(null, down, List.of())));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure)
                .hasMessage(
                        "openai (gpt-6.1-sol) at https://model.invalid/v1 can't be reached through"
                                + " the proxy 127.0.0.1:%d: nothing listens there".formatted(port));
    }
}
