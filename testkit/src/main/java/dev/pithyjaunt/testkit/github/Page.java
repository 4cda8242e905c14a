package dev.pithyjaunt.testkit.github;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Lists, page by page, with the `Link` header that leads on.
final class Page {

    private static final int DEFAULT_SIZE = 30;
    private static final int MAX_SIZE = 100;

    private Page() {}

    /// An object with the list and its whole length.
    static <T> Reply of(Ask ask, String name, List<T> all, Function<T, ObjectNode> view) {
        ObjectNode object = Views.object().put("total_count", all.size());
        object.set(name, part(ask, all, view));
        return Reply.json(200, object).with(links(ask, all.size()));
    }

    /// The bare list.
    static <T> Reply of(Ask ask, List<T> all, Function<T, ObjectNode> view) {
        return Reply.json(200, part(ask, all, view)).with(links(ask, all.size()));
    }

    private static <T> ArrayNode part(Ask ask, List<T> all, Function<T, ObjectNode> view) {
        int from = Math.min(all.size(), (page(ask) - 1) * size(ask));
        return Views.list(all.subList(from, Math.min(all.size(), from + size(ask))), view);
    }

    private static int size(Ask ask) {
        return Math.clamp(number(ask, "per_page", DEFAULT_SIZE), 1, MAX_SIZE);
    }

    private static int page(Ask ask) {
        return Math.clamp(number(ask, "page", 1), 1, 1_000_000);
    }

    private static int number(Ask ask, String name, int fallback) {
        return ask.parameter(name)
                .filter(text -> text.matches("[0-9]{1,7}"))
                .map(Integer::valueOf)
                .orElse(fallback);
    }

    private static Map<String, String> links(Ask ask, int total) {
        int last = Math.max(1, (total + size(ask) - 1) / size(ask));
        List<String> links = new ArrayList<>();
        if (page(ask) > 1) {
            links.add(link(ask, page(ask) - 1, "prev"));
        }
        if (page(ask) < last) {
            links.add(link(ask, page(ask) + 1, "next"));
            links.add(link(ask, last, "last"));
        }
        return links.isEmpty() ? Map.of() : Map.of("Link", String.join(", ", links));
    }

    private static String link(Ask ask, int page, String relation) {
        Map<String, String> query = new LinkedHashMap<>(ask.query());
        query.put("page", Integer.toString(page));
        String text =
                query.entrySet().stream()
                        .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                        .collect(Collectors.joining("&"));
        return "<%s%s?%s>; rel=\"%s\"".formatted(ask.addresses().api(), ask.path(), text, relation);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
