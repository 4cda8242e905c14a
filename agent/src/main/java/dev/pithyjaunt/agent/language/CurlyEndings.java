package dev.pithyjaunt.agent.language;

/// The ambiguous endings whose usual language is of C's kind.
final class CurlyEndings {

    private CurlyEndings() {}

    static String language(String ending, String usual, Head head) {
        return switch (ending) {
            // Most headers have no such line even with their comments, and need not be read again.
            case "h" -> header(usual, head).equals(usual) ? usual : header(usual, head.code());
            case "hh" -> head.starts("<?hh") ? "Hack" : usual;
            case "inc" -> include(head);
            case "m" -> messageOrMatrix(usual, head);
            case "cs" -> head.line("!") && head.has("methodsFor: ") ? "Smalltalk" : usual;
            case "cl" ->
                    head.line(
                                    "(defun ",
                                    "(defpackage ",
                                    "(in-package",
                                    "(defvar ",
                                    "(defmacro ",
                                    ";;")
                            ? usual
                            : "OpenCL";
            case "d" -> dependencies(usual, head);
            case "fs" -> {
                if (head.line(": ", "\\ ")) {
                    yield "Forth";
                }
                Head code = head.code();
                yield code.line("#version", "precision ", "uniform ", "varying ", "void main")
                        ? "GLSL"
                        : usual;
            }
            case "frag" -> head.code().line("function", "(function") ? "JavaScript" : usual;
            case "shader" ->
                    head.code().line("Shader ", "Shader\"\"", "SubShader") ? "ShaderLab" : usual;
            case "rs" -> {
                if (head.starts("<?xml")) {
                    yield "XML";
                }
                yield head.line("#pragma version", "#pragma rs") ? "RenderScript" : usual;
            }
            default ->
                    head.has("/*!re2c") || head.line("#include", "#define ", "std::")
                            ? "C++"
                            : usual;
        };
    }

    private static String header(String usual, Head code) {
        if (isObjective(code)) {
            return "Objective-C";
        }
        boolean plus =
                code.line(
                                "class ",
                                "enum class ",
                                "namespace ",
                                "inline namespace ",
                                "using namespace ",
                                "template <",
                                "template<",
                                "constexpr ",
                                "public:",
                                "private:",
                                "protected:",
                                "catch (")
                        || code.has("std::")
                        || hasHeaderWithoutEnding(code);
        return plus ? "C++" : usual;
    }

    private static boolean isObjective(Head code) {
        return code.line(
                "@interface",
                "@protocol",
                "@class",
                "@property",
                "@end",
                "@implementation",
                "#import <",
                "#import \"",
                "@import ");
    }

    /// `#include <vector>`, which only C++ has.
    private static boolean hasHeaderWithoutEnding(Head code) {
        for (String line : code.lines()) {
            int hash = Head.afterBlanks(line, 0);
            int start = line.startsWith("#include <", hash) ? hash + 10 : -1;
            int end = start < 0 ? -1 : line.indexOf('>', start);
            if (end > start
                    && line.substring(start, end)
                            .chars()
                            .allMatch(c -> Head.isWordPart((char) c))) {
                return true;
            }
        }
        return false;
    }

    private static String include(Head head) {
        if (head.has("<?php") || head.starts("<?")) {
            return "PHP";
        }
        if (head.starts("<")) {
            return "HTML";
        }
        if (head.line(
                "inherit ",
                "SRC_URI",
                "SUMMARY =",
                "FILESEXTRAPATHS",
                "do_install",
                "require recipes")) {
            return "BitBake";
        }
        if (head.line(
                ";",
                ".macro",
                ".globl",
                ".global",
                ".equ",
                ".section",
                "%macro",
                "section ",
                "%define")) {
            return "Assembly";
        }
        Head code = head.code();
        if (code.line("{$", "procedure ", "unit ")) {
            return "Pascal";
        }
        if (code.line("#tryinclude", "native ", "forward ", "stock ", "#if defined _")) {
            return "SourcePawn";
        }
        if (code.line(
                        "#include",
                        "#define",
                        "#ifdef",
                        "#ifndef",
                        "#if ",
                        "#pragma",
                        "static ",
                        "template <",
                        "namespace ",
                        "struct ",
                        "extern ",
                        "typedef ",
                        "const ",
                        "void ",
                        "int ")
                || head.starts("//")
                || head.starts("/*")) {
            return "C++";
        }
        return head.line("CREATE ", "INSERT ", "SELECT ", "DROP ", "ALTER ")
                ? "SQL"
                : Languages.UNKNOWN;
    }

    private static String messageOrMatrix(String usual, Head head) {
        if (isObjective(head.code())
                || head.line("#import", "#include", "static ", "[[", "//", "/*", "int main")) {
            return usual;
        }
        if (head.line(":- module", ":- interface", ":- import_module")) {
            return "Mercury";
        }
        if (head.starts("(*") || head.has("BeginPackage[") || head.has(":=")) {
            return "Mathematica";
        }
        if (head.starts(";") || head.has("\n\tq\n") || head.has("$$")) {
            return "M";
        }
        return head.line(
                        "%",
                        "function", "classdef ", "end", "clear", "close all", "clc", "for ", "if ")
                ? "MATLAB"
                : usual;
    }

    /// D, a rule for make that a compiler wrote, or a program for dtrace.
    private static String dependencies(String usual, Head head) {
        if (head.line("#pragma D option", "BEGIN", "END", "dtrace:::", "profile:::", "syscall::")
                || head.has(":::entry")
                || head.has("::entry")) {
            return "DTrace";
        }
        for (String raw : head.lines()) {
            String line = raw.strip();
            int colon = line.indexOf(": ");
            if (colon > 0
                    && line.lastIndexOf(' ', colon) < 0
                    && (line.endsWith("\\") || line.endsWith(".h") || line.endsWith(".rs"))) {
                return "Makefile";
            }
        }
        return usual;
    }
}
