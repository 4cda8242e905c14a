package dev.pithyjaunt.agent.survey;

import java.util.Locale;
import java.util.Set;

/// The name of a file and its ending, and what they tell of who made it.
///
/// @param name the last part of the path
/// @param ending behind the last dot, lower case; empty when there is none
record KnownNames(String name, String ending) {

    private static final Set<String> BINARY =
            Set.of(
                    "7z",
                    "a",
                    "aac",
                    "aar",
                    "avi",
                    "avif",
                    "bmp",
                    "br",
                    "bz2",
                    "cab",
                    "class",
                    "deb",
                    "dll",
                    "dmg",
                    "doc",
                    "docx",
                    "dylib",
                    "ear",
                    "egg",
                    "eot",
                    "exe",
                    "flac",
                    "gif",
                    "gz",
                    "heic",
                    "icns",
                    "ico",
                    "iso",
                    "jar",
                    "jks",
                    "jpeg",
                    "jpg",
                    "keystore",
                    "lz4",
                    "lzma",
                    "m4a",
                    "m4v",
                    "mkv",
                    "mov",
                    "mp3",
                    "mp4",
                    "msi",
                    "nupkg",
                    "o",
                    "odp",
                    "ods",
                    "odt",
                    "ogg",
                    "ogv",
                    "otf",
                    "p12",
                    "parquet",
                    "pdf",
                    "pfx",
                    "png",
                    "ppt",
                    "pptx",
                    "psd",
                    "pyc",
                    "pyd",
                    "pyo",
                    "rar",
                    "rpm",
                    "snk",
                    "so",
                    "sqlite",
                    "sqlite3",
                    "tar",
                    "tbz2",
                    "tgz",
                    "tif",
                    "tiff",
                    "ttc",
                    "ttf",
                    "txz",
                    "war",
                    "wasm",
                    "wav",
                    "webm",
                    "webp",
                    "whl",
                    "wmv",
                    "woff",
                    "woff2",
                    "xcf",
                    "xls",
                    "xlsx",
                    "xz",
                    "zip",
                    "zst");

    private static final Set<String> GENERATED =
            Set.of(
                    ".pnp.cjs",
                    ".pnp.js",
                    ".terraform.lock.hcl",
                    "Cargo.lock",
                    "Gemfile.lock",
                    "Gopkg.lock",
                    "MODULE.bazel.lock",
                    "Package.resolved",
                    "Pipfile.lock",
                    "Podfile.lock",
                    "bun.lock",
                    "bun.lockb",
                    "composer.lock",
                    "conan.lock",
                    "deno.lock",
                    "flake.lock",
                    "gems.locked",
                    "glide.lock",
                    "go.sum",
                    "go.work.sum",
                    "gradle.lockfile",
                    "mix.lock",
                    "npm-shrinkwrap.json",
                    "package-lock.json",
                    "packages.lock.json",
                    "paket.lock",
                    "pdm.lock",
                    "pixi.lock",
                    "pnpm-lock.yaml",
                    "poetry.lock",
                    "pubspec.lock",
                    "uv.lock",
                    "yarn.lock");

    private static final Set<String> GENERATED_ENDINGS =
            Set.of("map", "nib", "pbxproj", "snap", "xcuserstate", "xcworkspacedata");

    /// What stands before the last ending in names of files that compilers of schemas and the like
    /// write: `x.pb.go`, `x_pb2.py`.
    private static final Set<String> GENERATED_MIDDLES =
            Set.of("designer", "freezed", "g", "gen", "generated", "pb", "pbgrpc");

    private static final Set<String> GENERATED_TAILS =
            Set.of(
                    "_generated.go",
                    "_pb.d.ts",
                    "_pb.js",
                    "_pb.rb",
                    "_pb.ts",
                    "_pb2.py",
                    "_pb2.pyi",
                    "_pb2_grpc.py");

    private static final Set<String> TAIL_ENDINGS = Set.of("go", "js", "py", "pyi", "rb", "ts");

    private static final Set<String> VENDORED =
            Set.of(
                    "config.guess",
                    "config.sub",
                    "depcomp",
                    "gradlew",
                    "gradlew.bat",
                    "install-sh",
                    "libtool.m4",
                    "ltmain.sh",
                    "ltoptions.m4",
                    "ltsugar.m4",
                    "ltversion.m4",
                    "lt~obsolete.m4",
                    "mvnw",
                    "mvnw.cmd",
                    "MavenWrapperDownloader.java");

    /// Libraries for browsers, without version, `.min` and ending.
    private static final Set<String> LIBRARIES =
            Set.of(
                    "angular",
                    "animate",
                    "backbone",
                    "bootstrap",
                    "bootstrap-theme",
                    "bootstrap.bundle",
                    "ckeditor",
                    "d3",
                    "dojo",
                    "font-awesome",
                    "fontawesome",
                    "handlebars",
                    "html5shiv",
                    "jquery",
                    "jquery-ui",
                    "jquery.ui",
                    "jquery.slim",
                    "knockout",
                    "leaflet",
                    "lodash",
                    "modernizr",
                    "mootools",
                    "mustache",
                    "normalize",
                    "prototype",
                    "react-dom",
                    "require",
                    "sizzle",
                    "socket.io",
                    "underscore");

    private static final Set<String> SCRIPTS_AND_STYLES = Set.of("cjs", "css", "js", "mjs");

    private static final Set<String> WEB_PRODUCTS =
            Set.of("cjs", "css", "html", "js", "json", "map", "mjs", "mts", "ts");

    static KnownNames of(String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return new KnownNames(
                name, ending.length() == name.length() ? "" : ending.toLowerCase(Locale.ROOT));
    }

    boolean isBinary() {
        return BINARY.contains(ending) || isSharedLibrary();
    }

    /// `libz.so.1.2`.
    private boolean isSharedLibrary() {
        int at = name.lastIndexOf(".so.");
        return at > 0 && isVersion(name, at + 4);
    }

    boolean isScriptOrStyle() {
        return SCRIPTS_AND_STYLES.contains(ending);
    }

    boolean isWebProduct() {
        return WEB_PRODUCTS.contains(ending);
    }

    /// Libraries count in folders only, and in none called `src`: their own repositories have them
    /// elsewhere.
    boolean isVendored(String path) {
        return VENDORED.contains(name)
                || (isScriptOrStyle()
                        && path.length() > name.length()
                        && !path.startsWith("src/")
                        && !path.contains("/src/")
                        && isLibrary());
    }

    /// A library's name, perhaps with a version as in `jquery-3.7.1.min.js` or `d3.v7.js`.
    private boolean isLibrary() {
        String stem = stem();
        stem = stem.endsWith(".min") ? stem.substring(0, stem.length() - 4) : stem;
        int version = Math.max(stem.lastIndexOf('-'), stem.indexOf(".v"));
        boolean hasVersion =
                version > 0 && isVersion(stem, version + (stem.charAt(version) == '.' ? 2 : 1));
        return LIBRARIES.contains(hasVersion ? stem.substring(0, version) : stem);
    }

    private static boolean isVersion(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return start < text.length();
    }

    boolean isMinified() {
        return isScriptOrStyle() && (stem().endsWith(".min") || stem().endsWith("-min"));
    }

    boolean isGenerated() {
        if (GENERATED.contains(name) || GENERATED_ENDINGS.contains(ending)) {
            return true;
        }
        int end = name.length() - ending.length() - 1;
        int dot = end > 0 ? name.lastIndexOf('.', end - 1) : -1;
        if (dot > 0
                && !ending.equals("in")
                && GENERATED_MIDDLES.contains(
                        name.substring(dot + 1, end).toLowerCase(Locale.ROOT))) {
            return true;
        }
        return name.startsWith("zz_generated.")
                || name.endsWith("_shipped")
                || (TAIL_ENDINGS.contains(ending) && hasGeneratedTail());
    }

    private boolean hasGeneratedTail() {
        int schema = name.lastIndexOf("_pb");
        int start = schema >= 0 ? schema : name.lastIndexOf('_');
        return start >= 0 && GENERATED_TAILS.contains(name.substring(start));
    }

    private String stem() {
        return ending.isEmpty() ? name : name.substring(0, name.length() - ending.length() - 1);
    }
}
