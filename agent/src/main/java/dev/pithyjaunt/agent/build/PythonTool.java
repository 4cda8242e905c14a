package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

import tools.jackson.databind.JsonNode;

import java.util.List;

/// Projects of Python: the manager by its lock file or its section, the tests by the settings of
/// what runs them.
final class PythonTool implements BuildTool {

    private static final List<String> MANIFESTS =
            List.of(
                    "pyproject.toml",
                    "setup.py",
                    "setup.cfg",
                    "Pipfile",
                    "tox.ini",
                    "noxfile.py",
                    "pytest.ini",
                    "requirements.txt");

    @Override
    public int rank(String name) {
        return MANIFESTS.indexOf(name);
    }

    @Override
    public Project read(Folder folder, String manifest) {
        JsonNode toml = ManifestTree.toml(folder, "pyproject.toml");
        String run = setUp(folder, toml, manifest);
        test(folder, toml, run);
        lint(folder, toml, run);
        return Project.alone(folder.system("Python", manifest));
    }

    /// @return what stands before programs of the project's environment
    private static String setUp(Folder folder, JsonNode toml, String manifest) {
        JsonNode tools = toml.path("tool");
        if (folder.has("uv.lock") || tools.has("uv")) {
            folder.add(
                    Purpose.SET_UP,
                    "uv sync",
                    folder.at(folder.has("uv.lock") ? "uv.lock" : "pyproject.toml"));
            return "uv run ";
        }
        if (folder.has("poetry.lock") || tools.has("poetry")) {
            folder.add(
                    Purpose.SET_UP,
                    "poetry install",
                    folder.at(folder.has("poetry.lock") ? "poetry.lock" : "pyproject.toml"));
            return "poetry run ";
        }
        if (folder.has("pdm.lock")) {
            folder.add(Purpose.SET_UP, "pdm install", folder.at("pdm.lock"));
            return "pdm run ";
        }
        if (folder.has("Pipfile")) {
            folder.add(Purpose.SET_UP, "pipenv install --dev", folder.at("Pipfile"));
            return "pipenv run ";
        }
        pip(folder, toml, manifest);
        return "";
    }

    private static void pip(Folder folder, JsonNode toml, String manifest) {
        boolean isPackage =
                toml.has("project") || toml.has("build-system") || folder.has("setup.py");
        folder.first(
                        "requirements-dev.txt",
                        "dev-requirements.txt",
                        "requirements-test.txt",
                        "test-requirements.txt",
                        "requirements.txt")
                .ifPresent(file ->
                        folder.add(
                                Purpose.SET_UP,
                                "python -m pip install -r " + file,
                                folder.at(file)));
        if (isPackage) {
            folder.add(
                    Purpose.SET_UP,
                    "python -m pip install -e "
                            + extras(toml.path("project").path("optional-dependencies")),
                    folder.at(manifest));
        }
    }

    private static String extras(JsonNode optional) {
        for (String extra : List.of("test", "tests", "testing", "dev")) {
            if (optional.has(extra)) {
                return "'.[" + extra + "]'";
            }
        }
        return ".";
    }

    private static void test(Folder folder, JsonNode toml, String run) {
        String pytest = pytestSource(folder, toml);
        if (!pytest.isEmpty()) {
            folder.add(Purpose.TEST, run.isEmpty() ? "python -m pytest" : run + "pytest", pytest);
        } else if (hasSection(folder, "tox.ini", "tox")
                || hasSection(folder, "tox.ini", "testenv")) {
            folder.add(Purpose.TEST, run + "tox", folder.at("tox.ini"));
        } else if (toml.path("tool").has("tox") || folder.has("tox.toml")) {
            folder.add(
                    Purpose.TEST,
                    run + "tox",
                    folder.at(folder.has("tox.toml") ? "tox.toml" : "pyproject.toml"));
        } else if (folder.has("noxfile.py")) {
            folder.add(Purpose.TEST, run + "nox", folder.at("noxfile.py"));
        } else if (toml.path("tool").path("hatch").path("envs").has("hatch-test")) {
            folder.add(
                    Purpose.TEST,
                    "hatch test",
                    folder.at("pyproject.toml") + ": tool.hatch.envs.hatch-test");
        } else {
            folder.first("tests/__init__.py", "test/__init__.py")
                    .ifPresent(file ->
                            folder.add(Purpose.TEST, run + "python -m unittest", folder.at(file)));
        }
    }

    /// The file that says that pytest runs the tests; empty when none does.
    private static String pytestSource(Folder folder, JsonNode toml) {
        if (toml.path("tool").has("pytest")) {
            return folder.at("pyproject.toml") + ": tool.pytest";
        }
        for (String file :
                List.of(
                        "pytest.ini",
                        "pytest.toml",
                        ".pytest.ini",
                        "conftest.py",
                        "tests/conftest.py",
                        "test/conftest.py")) {
            if (folder.has(file)) {
                return folder.at(file);
            }
        }
        if (hasSection(folder, "setup.cfg", "tool:pytest")) {
            return folder.at("setup.cfg") + ": tool:pytest";
        }
        if (hasSection(folder, "tox.ini", "pytest")) {
            return folder.at("tox.ini") + ": pytest";
        }
        return isRequirement(toml) ? folder.at("pyproject.toml") + ": pytest is required" : "";
    }

    private static boolean isRequirement(JsonNode toml) {
        return isIn(toml.path("dependency-groups"))
                || isIn(toml.path("project").path("optional-dependencies"));
    }

    private static boolean isIn(JsonNode groups) {
        for (JsonNode group : groups) {
            for (JsonNode requirement : group) {
                String text = requirement.asString("");
                if (text.equals("pytest")
                        || text.startsWith("pytest>")
                        || text.startsWith("pytest=")
                        || text.startsWith("pytest~")
                        || text.startsWith("pytest[")
                        || text.startsWith("pytest ")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void lint(Folder folder, JsonNode toml, String run) {
        JsonNode tools = toml.path("tool");
        if (tools.has("ruff")) {
            folder.add(
                    Purpose.LINT, run + "ruff check", folder.at("pyproject.toml") + ": tool.ruff");
        } else {
            folder.first("ruff.toml", ".ruff.toml")
                    .ifPresent(
                            file -> folder.add(Purpose.LINT, run + "ruff check", folder.at(file)));
        }
        if (folder.has(".flake8")
                || hasSection(folder, "setup.cfg", "flake8")
                || hasSection(folder, "tox.ini", "flake8")) {
            String file =
                    folder.has(".flake8")
                            ? ".flake8"
                            : hasSection(folder, "setup.cfg", "flake8") ? "setup.cfg" : "tox.ini";
            folder.add(Purpose.LINT, run + "flake8", folder.at(file));
        }
        if (tools.has("mypy")) {
            boolean saysWhere =
                    tools.path("mypy").has("files") || tools.path("mypy").has("packages");
            folder.add(
                    Purpose.LINT,
                    run + (saysWhere ? "mypy" : "mypy ."),
                    folder.at("pyproject.toml") + ": tool.mypy");
        }
    }

    /// Whether a file in INI form has a section of this name.
    private static boolean hasSection(Folder folder, String file, String name) {
        return folder.has(file)
                && folder.text(file)
                        .lines()
                        .anyMatch(line -> line.stripTrailing().equals("[" + name + "]"));
    }
}
