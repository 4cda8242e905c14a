package dev.pithyjaunt.agent.language;

/// The ambiguous endings of scripts and queries.
final class ScriptEndings {

    private ScriptEndings() {}

    static String language(String ending, String usual, Head head) {
        return switch (ending) {
            case "pl", "pm", "t" -> perlEnding(ending, usual, head);
            case "pro" -> project(usual, head);
            case "plt" -> isProlog(head) ? "Prolog" : usual;
            case "php" -> head.starts("<?hh") ? "Hack" : usual;
            case "r" -> head.line("REBOL [", "Rebol [", "REBOL[") ? "Rebol" : usual;
            case "rpy" ->
                    head.line(
                                            "init:",
                                            "init ",
                                            "label ",
                                            "image ",
                                            "screen ",
                                            "transform ",
                                            "define ")
                                    && !head.line("def ", "import ")
                            ? "Ren'Py"
                            : usual;
            case "spec" -> spec(usual, head);
            case "sql" -> query(usual, head);
            // Only the first line tells what runs it.
            default -> usual;
        };
    }

    private static String perlEnding(String ending, String usual, Head head) {
        if (head.line("use v6", "grammar ", "unit module ", "unit class ", "my class ")) {
            return "Raku";
        }
        boolean isPerl =
                head.line(
                        "use ",
                        "package ",
                        "my ",
                        "sub ",
                        "our ",
                        "require ",
                        "local ",
                        "__END__",
                        "=head1",
                        "=pod");
        if (isPerl) {
            return usual;
        }
        if (ending.equals("pm") && head.starts("/* XPM */")) {
            return "X PixMap";
        }
        if (ending.equals("t")) {
            return head.line("var ", "proc ", "procedure ", "import GUI")
                            && head.line("end ", "put ")
                    ? "Turing"
                    : usual;
        }
        return ending.equals("pl") && isProlog(head) ? "Prolog" : usual;
    }

    private static boolean isProlog(Head head) {
        return head.line(":-", "%%") || head.has(" :-\n") || head.has(" :- ") || head.has(").\n");
    }

    private static String project(String usual, Head head) {
        if (head.line(
                "-keep",
                "-keepattributes",
                "-keepclasseswithmembers",
                "-keepclassmembernames",
                "-keepclassmembers",
                "-keepnames",
                "-dontwarn",
                "-dontobfuscate",
                "-optimizations",
                "-renamesourcefileattribute",
                "-dontoptimize",
                "# Add project specific ProGuard",
                "# proguard",
                "-printmapping")) {
            return "Proguard";
        }
        if (head.line(
                "QT",
                "TEMPLATE",
                "SOURCES",
                "HEADERS",
                "TARGET",
                "CONFIG",
                "SUBDIRS",
                "include(")) {
            return usual;
        }
        if (isProlog(head)) {
            return "Prolog";
        }
        return head.line("pro ", "function ", "compile_opt", "PRO ", "FUNCTION ", ";+")
                ? "IDL"
                : usual;
    }

    private static String spec(String usual, Head head) {
        if (head.line("Name:", "Version:", "%define", "%global", "%package", "%description")) {
            return usual;
        }
        if (head.has("Analysis(") || head.line("from PyInstaller", "block_cipher")) {
            return "Python";
        }
        return head.line("Gem::Specification", "describe ", "require '", "Pod::Spec")
                ? "Ruby"
                : usual;
    }

    private static String query(String usual, Head head) {
        if (head.has("plpgsql") || head.has("PLPGSQL")) {
            return "PLpgSQL";
        }
        if (head.line("GO", "EXEC ", "USE [", "SET ANSI_NULLS", "DECLARE @") || head.has("[dbo]")) {
            return "TSQL";
        }
        boolean isOracle =
                head.line("/")
                        && (head.line("DECLARE", "BEGIN", "END;", "end;")
                                || head.has("VARCHAR2")
                                || head.has("varchar2"));
        return isOracle || head.has("PACKAGE BODY") || head.has("%ROWTYPE") ? "PLSQL" : usual;
    }
}
