package dev.pithyjaunt.runner;

import picocli.CommandLine;

/// The version that the build wrote into the jar, and the Java it runs on.
final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "jaunt %s, Java %s"
                    .formatted(
                            version == null ? "(not from a jar)" : version,
                            System.getProperty("java.version"))
        };
    }
}
