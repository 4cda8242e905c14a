package dev.pithyjaunt.testkit;

import dev.pithyjaunt.protocol.Json;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A client that sends what it is given.
record ModelClient(URI base, Map<String, String> headers) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static ModelClient openAi(ScriptedModel model) {
        return new ModelClient(model.baseUri(), Map.of("authorization", "Bearer k"));
    }

    static ModelClient anthropic(ScriptedModel model, String version) {
        return new ModelClient(
                model.baseUri(), Map.of("x-api-key", "k", "anthropic-version", version));
    }

    /// Of this protocol, as its clients do.
    static ModelClient of(Protocol protocol, ScriptedModel model) {
        return protocol == Protocol.MESSAGES ? anthropic(model, "2023-06-01") : openAi(model);
    }

    ModelClient without(String header) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new ModelClient(base, fewer);
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return HTTP.send(request(path, body), BodyHandlers.ofString());
    }

    HttpRequest request(String path, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return request.build();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        headers.forEach(request::header);
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    JsonNode json(String path, String body) throws IOException, InterruptedException {
        return Json.read(post(path, body).body(), JsonNode.class);
    }

    /// The events of a stream, without the empty lines between them.
    List<String> events(String path, String body) throws IOException, InterruptedException {
        return Arrays.asList(post(path, body).body().strip().split("\n\n", -1));
    }

    /// The status and the words of an error.
    String refusal(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = post(path, body);
        return response.statusCode()
                + " "
                + Json.read(response.body(), JsonNode.class).at("/error/message").asString("");
    }
}
