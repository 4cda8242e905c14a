package dev.pithyjaunt.protocol.markdown;

/// Numbers with their noun.
final class Words {

    private Words() {}

    static String count(int count, String noun) {
        return "%,d %s".formatted(count, count == 1 ? noun : noun + "s");
    }
}
