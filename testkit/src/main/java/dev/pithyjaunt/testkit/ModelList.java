package dev.pithyjaunt.testkit;

/// The one model that a scripted model offers.
final class ModelList {

    private ModelList() {}

    /// Source: <https://developers.openai.com/api/reference/resources/models>
    static String openAi() {
        return """
        {"object":"list","data":[{"id":"scripted","object":"model","created":0,"owned_by":"testkit","shutdown_date":null}]}\
        """;
    }

    /// Source: <https://platform.claude.com/docs/en/api/models/list>
    static String anthropic() {
        return """
        {"data":[{"type":"model","id":"scripted","display_name":"Scripted","created_at":"1970-01-01T00:00:00Z","max_input_tokens":200000,"max_tokens":64000,"lifecycle":"active"}],"has_more":false,"first_id":"scripted","last_id":"scripted"}\
        """;
    }
}
