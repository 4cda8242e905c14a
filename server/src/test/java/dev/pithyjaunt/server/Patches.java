package dev.pithyjaunt.server;

/// Patches as git prints them.
final class Patches {

    static final String GREETING =
            """
            diff --git a/src/Greeting.java b/src/Greeting.java
            index 3b18e51..a7f8d92 100644
            --- a/src/Greeting.java
            +++ b/src/Greeting.java
            @@ -1,7 +1,8 @@
             package acme;

             final class Greeting {
            +    /// In the language of the house.
                 String text() {
            -        return "hello";
            +        return "bonjour";
                 }
             }
            diff --git a/docs/old.md b/docs/old.md
            deleted file mode 100644
            index 45b983b..0000000
            --- a/docs/old.md
            +++ /dev/null
            @@ -1,2 +0,0 @@
            -# Old
            --- a line that looks like a header
            """;

    private Patches() {}
}
