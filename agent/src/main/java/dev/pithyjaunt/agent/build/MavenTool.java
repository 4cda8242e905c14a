package dev.pithyjaunt.agent.build;

import dev.pithyjaunt.agent.build.BuildCommand.Purpose;

import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.Set;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// `pom.xml`: modules are covered, the wrapper is preferred.
final class MavenTool implements BuildTool {

    @Override
    public int rank(String name) {
        return name.equals("pom.xml") ? 0 : -1;
    }

    @Override
    public boolean isCoverageInherited() {
        return true;
    }

    @Override
    public Project read(Folder folder, String manifest) {
        Set<String> modules = new HashSet<>();
        Set<String> plugins = new HashSet<>();
        folder.bytes(manifest)
                .ifPresent(bytes -> readPom(folder, manifest, bytes, modules, plugins));
        boolean hasWrapper = folder.has("mvnw");
        String maven = hasWrapper ? "./mvnw -B" : "mvn -B";
        String source = folder.at(hasWrapper ? "mvnw" : manifest);
        folder.add(Purpose.SET_UP, maven + " test-compile", source);
        folder.add(Purpose.TEST, maven + " test", source);
        if (plugins.contains("spotless-maven-plugin")) {
            folder.add(
                    Purpose.LINT,
                    maven + " spotless:check",
                    folder.at(manifest) + ": spotless-maven-plugin");
        }
        if (plugins.contains("maven-checkstyle-plugin")) {
            folder.add(
                    Purpose.LINT,
                    maven + " checkstyle:check",
                    folder.at(manifest) + ": maven-checkstyle-plugin");
        }
        return new Project(folder.system("Maven", manifest), modules::contains);
    }

    /// Modules, of profiles too, become paths of folders; plugins count below `build`, not below
    /// `reporting`.
    private static void readPom(
            Folder folder,
            String manifest,
            byte[] bytes,
            Set<String> modules,
            Set<String> plugins) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
            String element = "";
            boolean isReporting = false;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        element = reader.getLocalName();
                        isReporting |= element.equals("reporting");
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        isReporting &= !reader.getLocalName().equals("reporting");
                        element = "";
                    }
                    case XMLStreamConstants.CHARACTERS -> {
                        if (element.equals("module") || element.equals("subproject")) {
                            modules.add(module(folder.at(reader.getText().strip())));
                        } else if (element.equals("artifactId") && !isReporting) {
                            plugins.add(reader.getText().strip());
                        }
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            folder.problem(
                    manifest,
                    "it is not well-formed XML (line %d)"
                            .formatted(e.getLocation().getLineNumber()));
        }
    }

    private static String module(String path) {
        String folder = path.endsWith("/pom.xml") ? path.substring(0, path.length() - 8) : path;
        folder = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
        return folder.startsWith("./") ? folder.substring(2) : folder;
    }
}
