package dev.pithyjaunt.testkit.github;

import java.util.Map;
import java.util.Optional;

/// GitHub's own description of its REST API, as far as it is asked for.
interface Contract {

    Optional<String> request(String template, Ask ask, Map<String, String> parameters);

    Optional<String> answer(String method, String template, Reply reply);
}
