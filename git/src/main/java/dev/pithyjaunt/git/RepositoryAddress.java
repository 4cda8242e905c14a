package dev.pithyjaunt.git;

import dev.pithyjaunt.git.process.Deadline;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a repository is: a folder of this machine or a URL.
public sealed interface RepositoryAddress {

    Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)(://|::).*");
    Pattern SCP = Pattern.compile("[^/:@\\s]+@[^/:\\s]+:[^\\s]+");
    List<String> PROTOCOLS = List.of("https", "http", "ssh", "git", "file");

    /// As git takes it on its command line.
    String location();

    /// What git is to find in its environment to be let in there.
    default Map<String, String> access() {
        return Map.of();
    }

    /// Its default branch and that branch's commit.
    ///
    /// @throws GitException when the repository can't be reached, has no commit, or has no such
    ///   branch
    /// @param branch the branch wanted; absent for the default one
    Head head(Optional<String> branch, Deadline deadline);

    /// Tells URL from path, and refuses what git would take for an option or a program to run.
    ///
    /// @throws IllegalArgumentException when it is neither a folder that exists nor a URL git may
    ///   use
    static RepositoryAddress parse(String text, Deadline deadline) {
        if (text.isBlank() || text.startsWith("-")) {
            throw new IllegalArgumentException("\"%s\" is no repository".formatted(text));
        }
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            String protocol = url.group(1).toLowerCase(Locale.ROOT);
            if (!PROTOCOLS.contains(protocol) || url.group(2).equals("::")) {
                throw new IllegalArgumentException(
                        "%s: the protocol %s is not used here, only %s"
                                .formatted(text, protocol, String.join(", ", PROTOCOLS)));
            }
            return new Remote(text);
        }
        if (SCP.matcher(text).matches() && !Files.exists(Path.of(text))) {
            return new Remote(text);
        }
        return Local.at(Path.of(text), deadline);
    }

    /// @param branch without `refs/heads/`; absent when HEAD is detached
    /// @param commit full hash
    record Head(Optional<String> branch, String commit) {}

    /// @param path the top folder of a work tree, or a bare repository
    /// @param commonDirectory where its objects are
    /// @param bare whether it has no work tree
    record Local(Path path, Path commonDirectory, boolean bare) implements RepositoryAddress {

        static Local at(Path given, Deadline deadline) {
            Path path = given.toAbsolutePath().normalize();
            if (!Files.isDirectory(path)) {
                throw new IllegalArgumentException("%s: there is no such folder".formatted(path));
            }
            Git git = Git.remote(path, deadline);
            try {
                return at(path, git);
            } catch (GitException e) {
                throw new IllegalArgumentException(
                        "%s is not a git repository that can be read (%s)"
                                .formatted(path, e.errors().strip()),
                        e);
            }
        }

        private static Local at(Path path, Git git) {
            String[] told;
            try {
                told = git.run("rev-parse", "--git-common-dir", "--show-toplevel").split("\n", 2);
            } catch (GitException inNoWorkTree) {
                told =
                        git.run("rev-parse", "--git-common-dir", "--is-bare-repository")
                                .split("\n", 2);
                if (!told[1].equals("true")) {
                    throw inNoWorkTree;
                }
                Path common = path.resolve(told[0]).normalize();
                return new Local(common, common, true);
            }
            return new Local(Path.of(told[1]), path.resolve(told[0]).normalize(), false);
        }

        @Override
        public String location() {
            return path.toString();
        }

        @Override
        public Head head(Optional<String> branch, Deadline deadline) {
            Git git = Git.remote(path, deadline);
            if (branch.isPresent()) {
                return new Head(branch, resolve(git, "refs/heads/" + branch.get()));
            }
            String commit = resolve(git, "HEAD");
            return git.succeeds("symbolic-ref", "--quiet", "HEAD")
                    ? new Head(Optional.of(git.run("symbolic-ref", "--short", "HEAD")), commit)
                    : new Head(Optional.empty(), commit);
        }

        private String resolve(Git git, String ref) {
            try {
                return git.run("rev-parse", "--verify", "--quiet", ref + "^{commit}");
            } catch (GitException e) {
                throw new IllegalArgumentException(
                        ref.equals("HEAD")
                                ? path + " has no commit yet: commit something first"
                                : "%s has no branch %s"
                                        .formatted(path, ref.substring("refs/heads/".length())),
                        e);
            }
        }

        /// Where a person would push from here: the work tree's `origin`, if it has one.
        public Optional<String> origin(Deadline deadline) {
            Git git = Git.remote(path, deadline);
            return !bare && git.succeeds("remote", "get-url", "--push", "origin")
                    ? Optional.of(git.run("remote", "get-url", "--push", "origin"))
                    : Optional.empty();
        }

        /// Whether the work tree has changes that no commit holds.
        public boolean hasUncommittedChanges(Deadline deadline) {
            return !bare && !Git.remote(path, deadline).run("status", "--porcelain").isEmpty();
        }
    }

    /// @param url as git takes it
    /// @param token a secret that git shows there, and nowhere else, as the password of
    ///   `x-access-token`; absent when git's own configuration knows the way
    record Remote(String url, Optional<String> token) implements RepositoryAddress {

        public Remote(String url) {
            this(url, Optional.empty());
        }

        /// By the environment, since other users of a machine can read command lines.
        @Override
        public Map<String, String> access() {
            return token.map(secret ->
                            Map.of(
                                    "GIT_CONFIG_COUNT",
                                    "1",
                                    "GIT_CONFIG_KEY_0",
                                    "http.%s.extraHeader".formatted(url),
                                    "GIT_CONFIG_VALUE_0",
                                    "Authorization: Basic " + basic(secret)))
                    .orElse(Map.of());
        }

        private static String basic(String secret) {
            return Base64.getEncoder()
                    .encodeToString(("x-access-token:" + secret).getBytes(StandardCharsets.UTF_8));
        }

        /// Tells no secret.
        @Override
        public String toString() {
            return "Remote[%s]".formatted(url);
        }

        @Override
        public String location() {
            return url;
        }

        @Override
        public Head head(Optional<String> branch, Deadline deadline) {
            Git git =
                    Git.remote(Path.of(System.getProperty("java.io.tmpdir")), deadline)
                            .with(access());
            String ref = branch.map(name -> "refs/heads/" + name).orElse("HEAD");
            Optional<String> found = branch;
            String commit = null;
            for (String line : git.run("ls-remote", "--symref", "--", url, ref).split("\n", -1)) {
                if (line.startsWith("ref: refs/heads/")) {
                    found =
                            Optional.of(
                                    line.substring(
                                            "ref: refs/heads/".length(), line.indexOf('\t')));
                } else if (line.endsWith("\t" + ref)) {
                    commit = line.substring(0, line.indexOf('\t'));
                }
            }
            if (commit == null) {
                throw new IllegalArgumentException(
                        branch.map(name -> "%s has no branch %s".formatted(url, name))
                                .orElse(url + " has no commit yet: commit something first"));
            }
            return new Head(found, commit);
        }
    }
}
