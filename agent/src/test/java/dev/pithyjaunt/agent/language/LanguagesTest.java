package dev.pithyjaunt.agent.language;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

    private static String of(String path, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        return Languages.of(path, bytes, bytes.length);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "a/B.java, Java",
                "B.JAVA, Java",
                "x.tsx, TSX",
                "x.d.ts, TypeScript",
                "views/a.html.erb, HTML+ERB",
                "a.erb, HTML+ERB",
                "run.sh, Shell",
                "a.zsh, Shell",
                "a.fish, fish",
                "Makefile, Makefile",
                "Makefile.am, Makefile",
                "Dockerfile.dev, Dockerfile",
                "Kconfig.debug, Kconfig",
                "CMakeLists.txt, CMake",
                "notes.txt, Text",
                "tsconfig.json, JSON with Comments",
                "Cargo.lock, TOML",
                "yarn.lock, Yarn Lock",
                ".gitignore, Ignore List",
                ".someignore, Ignore List",
                "pom.xml, Maven POM",
                "a.h, C",
                "a.m, Objective-C",
                "gradlew, Shell",
                "a.b/c, none",
                "bin/tool, none",
                "a., none",
                ".., none",
                "'', none",
                "a.unknown-ending, none"
            })
    void nameTells(String path, String language) {
        assertThat(Languages.byPath(path).orElse(null)).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource({
        "#!/usr/bin/env python3.12, Python",
        "#!/bin/sh -eu, Shell",
        "#! /usr/bin/perl -w, Perl",
        "#!/usr/bin/env -S FOO=1 BAR=2 node --flag, JavaScript",
        "#!/usr/bin/env -S deno run, TypeScript",
        "#!/usr/bin/fish, fish",
        "plain text, unknown",
        "#!, unknown",
        "#!/usr/bin/env, unknown",
        "#!/opt/unheard-of, unknown"
    })
    void interpreterTellsWhereTheNameDoesNot(String line, String language) {
        assertThat(of("bin/tool", line + "\nrest\n")).isEqualTo(language);
        assertThat(of("a.java", line + "\nrest\n")).isEqualTo("Java");
    }

    @ParameterizedTest
    @CsvSource({
        "x.h, // -*- C++ -*-, C++",
        "x.h, '/* vim: set ft=cpp ts=4: */', C++",
        "x.h, '// -*- mode: objc; tab-width: 4 -*-', Objective-C",
        "tool, '# vim: ft=python', Python",
        "tool, '# -*- mode: ruby -*-', Ruby",
        "tool, '# -*- coding: utf-8 -*-', unknown",
        "tool, 'the regex: ft=python', unknown"
    })
    void editorsMarkTells(String path, String line, String language) {
        assertThat(of(path, line + "\n")).isEqualTo(language);
        assertThat(of(path, "x\n".repeat(50) + line + "\n")).isEqualTo(language);
        assertThat(of(path, "x\n".repeat(50) + line + "\n" + "x\n".repeat(50)))
                .isIn("unknown", "C");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.h     | struct a { int class; };                     | C",
                "a.h     | /* a class of its own */ int a;              | C",
                "a.h     | namespace a { class B; }                     | C++",
                "a.h     | #include <vector>                            | C++",
                "a.h     | template <typename T> T a();                 | C++",
                "a.h     | @interface A : NSObject                      | Objective-C",
                "a.h     | #import <Foundation/Foundation.h>            | Objective-C",
                "a.m     | @implementation A                            | Objective-C",
                "a.m     | function y = f(x)                            | MATLAB",
                "a.m     | % a comment                                  | MATLAB",
                "a.m     | :- module hello.                             | Mercury",
                "a.m     | (* package *)                                | Mathematica",
                "a.ts    | export const a = 1;                          | TypeScript",
                "a.ts    | <?xml version=\"1.0\"?><TS></TS>             | XML",
                "a.tsx   | <?xml version=\"1.0\"?><tileset/>            | XML",
                "a.pl    | use strict;                                  | Perl",
                "a.pl    | parent(a, b) :- child(b, a).                 | Prolog",
                "a.pl    | use v6;                                      | Raku",
                "a.t     | my $x = 1;                                   | Perl",
                "a.pro   | SOURCES += a.cpp                             | QMake",
                "a.pro   | -keepclassmembers class * { *; }             | Proguard",
                "a.v     | module a(input b);                           | Verilog",
                "a.v     | Require Import List.                         | Coq",
                "a.v     | fn main() { println('a') }                   | V",
                "a.cls   | \\NeedsTeXFormat{LaTeX2e}                    | TeX",
                "a.cls   | VERSION 1.0 CLASS                            | VBA",
                "a.cls   | public class A { }                           | Apex",
                "a.fs    | module A                                     | F#",
                "a.fs    | #version 330                                 | GLSL",
                "a.fs    | : square dup * ;                             | Forth",
                "a.cs    | class A { }                                  | C#",
                "a.cs    | !A methodsFor: 'x'!                          | Smalltalk",
                "a.d     | import std.stdio;                            | D",
                "a.d     | a.o: a.c a.h                                 | Makefile",
                "a.d     | syscall::read:entry                          | DTrace",
                "a.rs    | fn main() {}                                 | Rust",
                "a.rs    | #pragma version(1)                           | RenderScript",
                "a.r     | x <- 1                                       | R",
                "a.r     | REBOL []                                     | Rebol",
                "a.md    | # Title                                      | Markdown",
                "a.php   | <?php echo 1;                                | PHP",
                "a.php   | <?hh                                         | Hack",
                "a.inc   | <?php echo 1;                                | PHP",
                "a.inc   | #define A 1                                  | C++",
                "a.inc   | nothing to go by                             | unknown",
                "a.json  | {\"a\": 1}                                   | JSON",
                "a.json  | // why                                       | JSON with Comments",
                "a.sql   | SELECT 1;                                    | SQL",
                "a.sql   | $$ LANGUAGE plpgsql;                         | PLpgSQL",
                "a.ftl   | <#if x>                                      | FreeMarker",
                "a.ftl   | hello = Hello                                | Fluent",
                "a.1     | .TH A 1                                      | Roff Manpage",
                "a.1     | not a page                                   | unknown",
                "a.asc   | -----BEGIN PGP SIGNATURE-----                | Public Key",
                "a.yy    | {\"a\": 1}                                   | JSON",
                "a       | <?xml version=\"1.0\"?>                      | XML"
            })
    void contentTellsEndingsApart(String path, String content, String language) {
        assertThat(of(path, content + "\n")).isEqualTo(language);
        assertThat(of(path, "\n\n  " + content + "\r\n")).isEqualTo(language);
    }

    @Test
    void transportStreamIsNoTypeScript() {
        byte[] stream = new byte[400];
        stream[0] = 'G';
        stream[188] = 'G';

        assertThat(Languages.of("a.ts", stream, stream.length)).isEqualTo(Languages.UNKNOWN);
    }

    @Test
    void byteOrderMarksAreNoContent() {
        byte[] wide = "@interface A\n".getBytes(UTF_16);

        assertThat(of("a.php", "\uFEFF<?hh\n")).isEqualTo("Hack");
        assertThat(Languages.of("a.h", wide, wide.length)).isEqualTo("Objective-C");
    }

    @Test
    void contentIsAskedForOnlyWhereItCanChangeTheAnswer() {
        assertThat(Languages.needsContent("a.h")).isTrue();
        assertThat(Languages.needsContent("bin/tool")).isTrue();
        assertThat(Languages.needsContent("a.java")).isFalse();
        assertThat(Languages.needsContent("Makefile")).isFalse();
    }

    @Test
    void onlyTheGivenLengthIsLookedAt() {
        byte[] bytes = "int a;\nclass B {};\n".getBytes(ISO_8859_1);

        assertThat(Languages.of("a.h", bytes, bytes.length)).isEqualTo("C++");
        assertThat(Languages.of("a.h", bytes, 7)).isEqualTo("C");
        assertThat(Languages.of("a.h", bytes, 1000)).isEqualTo("C++");
    }

    @Test
    void dialectsCountAsTheirGroup() {
        assertThat(Languages.group("TSX")).isEqualTo("TypeScript");
        assertThat(Languages.group("Java")).isEqualTo("Java");
        assertThat(Languages.group("no language")).isEqualTo("no language");
        assertThat(Languages.type("Java")).contains(LanguageType.PROGRAMMING);
        assertThat(Languages.type(Languages.UNKNOWN)).isEmpty();
    }

    @Test
    void everyAmbiguousEndingHasAUsualLanguage() {
        assertThat(AmbiguousEndings.ENDINGS)
                .allSatisfy(ending -> assertThat(Languages.byPath("a." + ending)).isPresent());
    }
}
