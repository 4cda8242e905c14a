package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

import java.util.List;

/// Tools of which the manifest's being there says all.
final class PlainTool implements BuildTool {

    private record Row(
            String manifest,
            String name,
            String setUp,
            String test,
            String lintFile,
            String lint) {}

    private static final List<Row> ROWS =
            List.of(
                    new Row(
                            "mix.exs",
                            "Mix",
                            "mix deps.get",
                            "mix test",
                            ".credo.exs",
                            "mix credo"),
                    new Row(
                            "build.sbt",
                            "sbt",
                            "sbt Test/compile",
                            "sbt test",
                            ".scalafmt.conf",
                            "sbt scalafmtCheckAll"),
                    new Row(
                            "Package.swift",
                            "Swift",
                            "swift build",
                            "swift test",
                            ".swiftlint.yml",
                            "swiftlint"),
                    new Row(
                            "MODULE.bazel",
                            "Bazel",
                            "bazel build //...",
                            "bazel test //...",
                            "",
                            ""),
                    new Row(
                            "WORKSPACE.bazel",
                            "Bazel",
                            "bazel build //...",
                            "bazel test //...",
                            "",
                            ""),
                    new Row("WORKSPACE", "Bazel", "bazel build //...", "bazel test //...", "", ""),
                    new Row(
                            "meson.build",
                            "Meson",
                            "meson setup build",
                            "meson test -C build",
                            "",
                            ""),
                    new Row("build.zig", "Zig", "zig build", "zig build test", "", ""),
                    new Row(
                            "stack.yaml",
                            "Stack",
                            "stack build --test --no-run-tests",
                            "stack test",
                            "",
                            ""),
                    new Row(
                            "cabal.project",
                            "Cabal",
                            "cabal build --enable-tests all",
                            "cabal test all",
                            "",
                            ""),
                    new Row("rebar.config", "Rebar3", "rebar3 compile", "rebar3 eunit", "", ""),
                    new Row("dune-project", "Dune", "dune build", "dune test", "", ""),
                    new Row("project.clj", "Leiningen", "lein deps", "lein test", "", ""));

    @Override
    public int rank(String name) {
        for (int i = 0; i < ROWS.size(); i++) {
            if (ROWS.get(i).manifest.equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Project read(Folder folder, String manifest) {
        Row row = ROWS.get(rank(manifest));
        folder.add(Purpose.SET_UP, row.setUp, folder.at(manifest));
        folder.add(Purpose.TEST, row.test, folder.at(manifest));
        if (!row.lint.isEmpty() && folder.has(row.lintFile)) {
            folder.add(Purpose.LINT, row.lint, folder.at(row.lintFile));
        }
        return Project.ofAllBelow(folder.system(row.name, manifest));
    }
}
