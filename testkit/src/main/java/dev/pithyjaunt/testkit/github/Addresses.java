package dev.pithyjaunt.testkit.github;

/// The addresses that answers name: those by which the asker reached the stand-in.
///
/// @param web such as `http://127.0.0.1:40123` or `http://github.localhost`
/// @param api such as `http://127.0.0.1:40123/api/v3` or `http://api.github.localhost`
record Addresses(String web, String api) {

    static Addresses direct(int port) {
        String web = "http://127.0.0.1:" + port;
        return new Addresses(web, web + "/api/v3");
    }

    static Addresses proxied() {
        return new Addresses("http://github.localhost", "http://api.github.localhost");
    }
}
