package dev.pithyjaunt.agent.survey;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// What the folders of a path tell of whose the file is.
///
/// @param isVendored whether they hold other people's code
/// @param isGenerated whether they hold what programs wrote
/// @param isDistribution whether they hold what is delivered, which may be written or generated
record KnownFolders(boolean isVendored, boolean isGenerated, boolean isDistribution) {

    private enum Meaning {
        VENDORED,
        /// Only what is around them tells.
        PERHAPS_VENDORED,
        GENERATED,
        DISTRIBUTION,
        /// Below these, a folder `vendor` is for what browsers load.
        WEB
    }

    private static final int CHARACTERS = 128;

    private static final Map<String, Meaning> MEANINGS = new HashMap<>();

    /// For the first character of a name, the bits of the lengths that known names with it have:
    /// most names are told from the known ones without being cut out.
    private static final long[] LENGTHS = new long[CHARACTERS];

    static {
        put(
                Meaning.VENDORED,
                "3rd-party 3rd_party 3rdparty Carthage Godeps Pods _vendor _vendored bower_components"
                        + " jspm_packages node_modules third-party third_party thirdparty vendored");
        put(Meaning.PERHAPS_VENDORED, "vendor vendors");
        put(
                Meaning.GENERATED,
                "__generated__ __snapshots__ _generated generated generated-sources generated-src");
        put(Meaning.DISTRIBUTION, "dist");
        put(
                Meaning.WEB,
                "assets css htdocs javascripts js public static stylesheets web www wwwroot");
    }

    private static void put(Meaning meaning, String names) {
        for (String name : names.split(" ", -1)) {
            MEANINGS.put(name, meaning);
            LENGTHS[name.charAt(0)] |= 1L << name.length();
        }
    }

    static KnownFolders of(String path) {
        boolean isVendored =
                path.startsWith(".yarn/releases/")
                        || path.startsWith(".yarn/plugins/")
                        || path.startsWith(".yarn/sdks/");
        boolean isGenerated = false;
        boolean isDistribution = false;
        boolean inWeb = false;
        int start = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
            Meaning meaning = meaning(path, start, slash);
            if (meaning != null) {
                switch (meaning) {
                    case VENDORED -> isVendored = true;
                    case PERHAPS_VENDORED ->
                            isVendored |= start == 0 || inWeb || isHost(path, slash + 1);
                    case GENERATED -> isGenerated = true;
                    case DISTRIBUTION -> isDistribution = true;
                    case WEB -> inWeb = true;
                }
            }
            start = slash + 1;
        }
        return new KnownFolders(isVendored, isGenerated, isDistribution);
    }

    private static @Nullable Meaning meaning(String path, int start, int end) {
        int length = end - start;
        if (length == 0 || length >= Long.SIZE) {
            return null;
        }
        char first = path.charAt(start);
        return first < CHARACTERS && (LENGTHS[first] >> length & 1) != 0
                ? MEANINGS.get(path.substring(start, end))
                : null;
    }

    /// As Go's tools lay packages out: `vendor/example.org/package`.
    private static boolean isHost(String path, int start) {
        int slash = path.indexOf('/', start);
        int dot = path.indexOf('.', start);
        return dot > start && dot < slash;
    }
}
