package dev.pithyjaunt.server.openapi;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// What the `///` comments of types and methods say: by the type's name (`task.Task`, nested ones
/// `task.Task$Part`), its methods as `task.Task#get`, and what `@param` says as `task.Task@title`.
/// Names are without `dev.pithyjaunt.`.
final class SourceComments {

    private static final String ROOT = "dev.pithyjaunt.";
    private static final Pattern PARAM =
            Pattern.compile("(?s)@param\\s+(\\w+)\\s+(.*?)(?=\\n\\s*@|\\z)");

    private final Map<String, String> texts = new HashMap<>();

    static SourceComments of(Path... roots) {
        SourceComments all = new SourceComments();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources = Stream.of(roots).flatMap(SourceComments::sources).toList();
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    _ -> {},
                                    List.of(),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                all.new Scanner(trees, unit).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Stream<Path> sources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Empty when nothing is said.
    String of(Class<?> type) {
        return text(type.getName());
    }

    String ofMethod(Class<?> type, String method) {
        return text(type.getName() + "#" + method);
    }

    String ofComponent(Class<?> type, String component) {
        return text(type.getName() + "@" + component);
    }

    private String text(String key) {
        return texts.getOrDefault(key.replace(ROOT, ""), "");
    }

    private void add(String name, String separator, @Nullable String comment) {
        if (comment == null) {
            return;
        }
        int tags = comment.indexOf("\n@") < 0 ? comment.indexOf("@param") : comment.indexOf("\n@");
        texts.put(name, plain(tags < 0 ? comment : comment.substring(0, tags)));
        Matcher params = PARAM.matcher(comment);
        while (params.find()) {
            texts.put(name + separator + params.group(1), plain(params.group(2)));
        }
    }

    /// In one line, and without the brackets of links.
    private static String plain(String markdown) {
        String line = markdown.strip().replaceAll("\\s+", " ").replaceAll("\\[#?([^\\]]+)]", "$1");
        return line.isEmpty()
                ? ""
                : line.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + line.substring(1);
    }

    private final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final DocTrees trees;
        private final String packageName;
        private final Deque<String> classes = new ArrayDeque<>();

        Scanner(DocTrees trees, CompilationUnitTree unit) {
            this.trees = trees;
            this.packageName =
                    unit.getPackageName() == null
                            ? ""
                            : (unit.getPackageName() + ".").replace(ROOT, "");
        }

        @Override
        public @Nullable Void visitClass(ClassTree node, @Nullable Void unused) {
            classes.addLast(node.getSimpleName().toString());
            add(name(), "@", trees.getDocComment(getCurrentPath()));
            super.visitClass(node, null);
            classes.removeLast();
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree node, @Nullable Void unused) {
            add(name() + "#" + node.getName(), "@", trees.getDocComment(getCurrentPath()));
            return super.visitMethod(node, null);
        }

        private String name() {
            return packageName + String.join("$", classes);
        }
    }
}
