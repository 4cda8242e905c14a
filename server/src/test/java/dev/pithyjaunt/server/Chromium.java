package dev.pithyjaunt.server;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A headless Chromium, spoken to in its own protocol
/// (https://chromedevtools.github.io/devtools-protocol/), with one page.
final class Chromium implements AutoCloseable {

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final WebSocket socket;
    private @Nullable String session;

    private Chromium(Path program, Path profile) {
        try {
            process =
                    new ProcessBuilder(
                                    program.toString(),
                                    "--headless=new",
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--disable-dev-shm-usage",
                                    "--no-first-run",
                                    "--hide-scrollbars",
                                    "--remote-debugging-port=0",
                                    "--user-data-dir=" + profile,
                                    "about:blank")
                            .redirectErrorStream(true)
                            .redirectOutput(profile.resolveSibling("chromium.log").toFile())
                            .start();
            socket =
                    http.newWebSocketBuilder()
                            .buildAsync(address(profile), new Listener())
                            .orTimeout(20, TimeUnit.SECONDS)
                            .join();
        } catch (IOException e) {
            throw new AssertionError("starting " + program, e);
        }
        String target =
                call("Target.createTarget", Map.of("url", "about:blank"))
                        .path("targetId")
                        .asString();
        session =
                call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                        .path("sessionId")
                        .asString();
        call("Page.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
    }

    /// Absent where there is no Chromium.
    static Optional<Path> program() {
        return PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    static Chromium start(Path program, Path profile) {
        return new Chromium(program, profile);
    }

    private URI address(Path profile) throws IOException {
        Path told = profile.resolve("DevToolsActivePort");
        await(() -> Files.exists(told) && readLines(told).size() > 1, "Chromium does not come up");
        List<String> lines = Files.readAllLines(told);
        return URI.create("ws://127.0.0.1:%s%s".formatted(lines.get(0), lines.get(1)));
    }

    private static List<String> readLines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException _) {
            return List.of();
        }
    }

    private JsonNode call(String method, Map<String, Object> parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        Map<String, Object> message = new java.util.HashMap<>();
        message.put("id", id);
        message.put("method", method);
        message.put("params", parameters);
        if (session != null) {
            message.put("sessionId", session);
        }
        socket.sendText(json.writeValueAsString(message), true).join();
        JsonNode said = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (said.has("error")) {
            throw new AssertionError(method + ": " + said.get("error"));
        }
        return said.path("result");
    }

    void setCookie(URI url, String name, String value) {
        call("Network.setCookie", Map.of("url", url.toString(), "name", name, "value", value));
    }

    void setSize(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void setDark(boolean dark) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        dark ? "dark" : "light"))));
    }

    /// Runs in every page before its own scripts.
    void before(String script) {
        call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    void open(URI url) {
        call("Page.navigate", Map.of("url", url.toString()));
        await(
                () ->
                        evaluate("document.readyState").equals("complete")
                                && evaluate("location.href").equals(url.toString()),
                url + " is not loaded");
    }

    /// What an expression gives, as text.
    String evaluate(String expression) {
        return call(
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                "String(" + expression + ")",
                                "awaitPromise",
                                true,
                                "returnByValue",
                                true))
                .path("result")
                .path("value")
                .asString();
    }

    void awaitTrue(String expression) {
        await(() -> evaluate(expression).equals("true"), "never: " + expression);
    }

    private static void await(java.util.function.BooleanSupplier condition, String otherwise) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    /// Of the whole page.
    void screenshot(Path file) throws IOException {
        String image =
                call(
                                "Page.captureScreenshot",
                                Map.of("captureBeyondViewport", true, "clip", clip()))
                        .path("data")
                        .asString();
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(image));
    }

    private Map<String, Object> clip() {
        int width = Integer.parseInt(evaluate("innerWidth"));
        int height = Integer.parseInt(evaluate("document.documentElement.scrollHeight"));
        return Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
    }

    /// What scripts threw and what the browser refused to load or run.
    List<String> complaints() {
        synchronized (complaints) {
            return List.copyOf(complaints);
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(json.readTree(text.toString()));
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void take(JsonNode message) {
            CompletableFuture<JsonNode> waiting = answers.remove(message.path("id").asInt(0));
            if (waiting != null) {
                waiting.complete(message);
            }
            String method = message.path("method").asString("");
            if (method.equals("Runtime.exceptionThrown") || isError(message)) {
                synchronized (complaints) {
                    complaints.add(message.path("params").toString());
                }
            }
        }

        private static boolean isError(JsonNode message) {
            return message.path("params").path("entry").path("level").asString("").equals("error");
        }
    }
}
