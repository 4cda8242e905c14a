package dev.pithyjaunt.agent.language;

import java.util.Set;

/// Endings that several languages share, told apart by what the lines begin with.
final class AmbiguousEndings {

    static final Set<String> ENDINGS =
            Set.of(
                    "1",
                    "1in",
                    "1m",
                    "1x",
                    "2",
                    "3",
                    "3in",
                    "3m",
                    "3p",
                    "3pm",
                    "3qt",
                    "3x",
                    "4",
                    "5",
                    "6",
                    "7",
                    "8",
                    "9",
                    "man",
                    "mdoc",
                    "n",
                    "nr",
                    "ms",
                    "as",
                    "asc",
                    "bas",
                    "bb",
                    "cgi",
                    "cl",
                    "cls",
                    "cs",
                    "d",
                    "dsp",
                    "es",
                    "ex",
                    "f",
                    "fcgi",
                    "for",
                    "fr",
                    "frag",
                    "fs",
                    "ftl",
                    "g",
                    "gd",
                    "gml",
                    "gs",
                    "h",
                    "hh",
                    "ice",
                    "inc",
                    "json",
                    "l",
                    "lisp",
                    "lsp",
                    "m",
                    "m4",
                    "mc",
                    "md",
                    "ml",
                    "mod",
                    "php",
                    "pl",
                    "plt",
                    "pm",
                    "pp",
                    "pro",
                    "properties",
                    "qs",
                    "r",
                    "re",
                    "res",
                    "rpy",
                    "rs",
                    "rsc",
                    "sc",
                    "scd",
                    "shader",
                    "spec",
                    "sql",
                    "st",
                    "t",
                    "toc",
                    "ts",
                    "tsx",
                    "txt",
                    "v",
                    "vba",
                    "x",
                    "yy");

    private AmbiguousEndings() {}

    static boolean contains(String ending) {
        return ENDINGS.contains(ending);
    }

    /// @param usual what the ending means most often
    /// @return [Languages#UNKNOWN] when it is none of the languages that have this ending
    static String language(String ending, String usual, Head head) {
        return switch (ending) {
            case "h", "hh", "inc", "m", "cs", "cl", "d", "fs", "frag", "shader", "rs", "re" ->
                    CurlyEndings.language(ending, usual, head);
            case "pl", "pm", "t", "pro", "plt", "php", "cgi", "fcgi", "r", "rpy", "spec", "sql" ->
                    ScriptEndings.language(ending, usual, head);
            case "as", "es", "ex", "gs", "ice", "json", "qs", "ts", "tsx", "txt", "yy" ->
                    webEnding(ending, usual, head);
            case "bas", "cls", "vba", "toc", "md", "properties", "ftl", "gml", "res", "asc", "st" ->
                    documentEnding(ending, usual, head);
            case "bb", "lisp", "lsp", "l", "ml", "f", "for", "fr", "g", "gd", "sc", "scd", "rsc" ->
                    lispOrFormulaEnding(ending, usual, head);
            case "v", "mc", "m4", "mod", "pp", "dsp", "x" -> toolEnding(ending, usual, head);
            default -> manual(usual, head);
        };
    }

    private static String webEnding(String ending, String usual, Head head) {
        return switch (ending) {
            case "as" ->
                    head.line("void ", "#include", "interface ") && !head.line("package", "import ")
                            ? "AngelScript"
                            : usual;
            case "es" -> head.line("-module(", "%%") ? "Erlang" : usual;
            case "ex" -> head.line("include ", "procedure ", "global ") ? "Euphoria" : usual;
            case "gs" -> {
                if (head.line("uses ", "package ", "enhancement ")) {
                    yield "Gosu";
                }
                yield head.line("#version") ? "GLSL" : usual;
            }
            case "ice" -> head.starts("{") || head.starts("[{") ? "JSON" : usual;
            case "json" -> head.starts("//") || head.starts("/*") ? "JSON with Comments" : usual;
            case "qs" -> head.code().line("namespace ", "operation ", "open ") ? "Q#" : "Qt Script";
            case "ts" -> {
                if (head.starts("<?xml") || head.starts("<!DOCTYPE TS") || head.starts("<TS")) {
                    yield "XML";
                }
                yield head.isTransportStream() ? Languages.UNKNOWN : usual;
            }
            case "tsx" -> head.starts("<?xml") || head.starts("<tileset") ? "XML" : usual;
            case "txt" -> usual;
            default -> head.starts("{") ? "JSON" : usual;
        };
    }

    private static String documentEnding(String ending, String usual, Head head) {
        return switch (ending) {
            case "bas" -> {
                if (head.line("Attribute VB_")) {
                    yield "VBA";
                }
                yield head.line("#include", "#define", "#lang", "#ifdef") ? "FreeBasic" : usual;
            }
            case "cls" -> classFile(usual, head);
            case "vba" -> head.line("UseVimball", "\" Vimball") ? "Vim Script" : usual;
            case "toc" -> head.line("## ") ? "World of Warcraft Addon Data" : usual;
            case "md" ->
                    head.starts(";;") && head.line("(define_") ? "GCC Machine Description" : usual;
            case "properties" -> head.line("[", ";") ? "INI" : usual;
            case "ftl" ->
                    head.has("<#")
                                    || head.has("${")
                                    || head.has("<@")
                                    || head.has("[#")
                                    || head.has("<")
                            ? usual
                            : "Fluent";
            case "gml" -> {
                if (head.starts("<")) {
                    yield "XML";
                }
                yield head.line("graph [", "graph\n[", "Creator ")
                        ? "Graph Modeling Language"
                        : usual;
            }
            case "res" -> head.starts("<") ? "XML" : usual;
            case "asc" -> {
                if (head.starts("-----BEGIN ")) {
                    yield "Public Key";
                }
                yield head.line("= ", "== ", "====", "[[", "include::") ? "AsciiDoc" : usual;
            }
            default -> head.line("!", "Object subclass:", "| ") ? "Smalltalk" : usual;
        };
    }

    private static String classFile(String usual, Head head) {
        if (head.line("VERSION 1.0 CLASS", "Attribute VB_")) {
            return "VBA";
        }
        if (head.line("\\NeedsTeXFormat", "\\Provides", "\\def", "\\newcommand")
                || head.starts("%")) {
            return usual;
        }
        Head code = head.code();
        if (code.line(
                "public ", "private ", "global ", "@isTest", "@IsTest", "abstract ", "virtual ")) {
            return "Apex";
        }
        if (code.line("Class ") && head.has("{")) {
            return "ObjectScript";
        }
        return code.line("CLASS ", "USING ", "ROUTINE-LEVEL") ? "OpenEdge ABL" : usual;
    }

    private static String lispOrFormulaEnding(String ending, String usual, Head head) {
        return switch (ending) {
            case "bb" ->
                    head.line(
                                    "inherit ",
                                    "SRC_URI",
                                    "SUMMARY",
                                    "DESCRIPTION",
                                    "LICENSE",
                                    "require ",
                                    "do_")
                            ? "BitBake"
                            : usual;
            case "lisp", "lsp" ->
                    head.line("(define ", "(context ") && !head.line("(defun ", "(in-package")
                            ? "NewLisp"
                            : usual;
            case "l" -> {
                if (head.line("(defun ", "(defpackage ", "(in-package")) {
                    yield "Common Lisp";
                }
                if (head.line("(de ", "(class +")) {
                    yield "PicoLisp";
                }
                yield head.line(".TH", ".Dd", ".SH", ".\\\"") ? "Roff" : usual;
            }
            case "ml" ->
                    head.line("structure ", "signature ", "functor ")
                                    && !head.line("module ", "open ")
                            ? "Standard ML"
                            : usual;
            case "f", "for" -> head.line(": ", "\\ ") ? "Forth" : usual;
            case "fr" -> head.line(": ", "\\ ") ? "Forth" : usual;
            case "g" -> {
                if (head.line("grammar ", "lexer grammar ", "parser grammar ")) {
                    yield "ANTLR";
                }
                yield head.line("InstallMethod", "DeclareOperation", "BindGlobal", "##")
                        ? "GAP"
                        : usual;
            }
            case "gd" ->
                    head.line(
                                    "DeclareOperation",
                                    "DeclareGlobalFunction",
                                    "DeclareAttribute",
                                    "##  ")
                            ? "GAP"
                            : usual;
            case "sc" -> head.line("SynthDef", "~", "+ ") ? "SuperCollider" : usual;
            case "scd" ->
                    head.line("# ", "## ") && !head.line("SynthDef", "~") ? usual : "SuperCollider";
            default -> usual;
        };
    }

    private static String toolEnding(String ending, String usual, Head head) {
        return switch (ending) {
            case "v" -> {
                if (isCoq(head)) {
                    yield "Coq";
                }
                yield head.code().line("fn ", "pub fn ", "pub struct ", "pub enum ") ? "V" : usual;
            }
            case "mc" -> {
                if (head.line("MessageId", "SymbolicName", "LanguageNames")) {
                    yield "Win32 Message File";
                }
                yield head.line("dnl", "define(", "divert(") ? "M4" : usual;
            }
            case "m4" -> head.line("AC_", "AM_", "AS_", "m4_", "AX_", "PKG_") ? "M4Sugar" : usual;
            case "mod" -> {
                if (head.starts("<?xml")) {
                    yield "XML";
                }
                if (head.line("MODULE ", "IMPLEMENTATION MODULE ", "DEFINITION MODULE ")) {
                    yield "Modula-2";
                }
                yield head.line("set ", "param ", "var ", "minimize ", "maximize ")
                        ? "AMPL"
                        : usual;
            }
            case "pp" ->
                    head.code().line("unit ", "program ", "uses ", "interface", "library ")
                            ? "Pascal"
                            : usual;
            case "dsp" ->
                    head.starts("# Microsoft Developer Studio")
                            ? "Microsoft Developer Studio Project"
                            : usual;
            default -> {
                if (head.line("%hook", "%ctor", "%group", "%subclass")) {
                    yield "Logos";
                }
                Head code = head.code();
                if (code.line("SECTIONS", "OUTPUT_ARCH", "OUTPUT_FORMAT", "ENTRY(", "MEMORY")) {
                    yield "Linker Script";
                }
                yield code.line("program ", "typedef ", "struct ", "const ", "enum ")
                        ? "RPC"
                        : usual;
            }
        };
    }

    private static boolean isCoq(Head head) {
        boolean hasComment = head.has("(*");
        return head.line("Require Import ", "From Coq ", "Qed.")
                || (hasComment
                        && head.line("Lemma ", "Theorem ", "Definition ", "Inductive ", "Module "));
    }

    /// A page for `man`, another text with requests of roff, or something that only ends alike.
    private static String manual(String usual, Head head) {
        if (head.line(".TH", ".Dd", ".Sh", ".SH", ".so")) {
            return usual.equals("Roff") ? "Roff Manpage" : usual;
        }
        return head.line(".", "'\\\"") ? usual : Languages.UNKNOWN;
    }
}
