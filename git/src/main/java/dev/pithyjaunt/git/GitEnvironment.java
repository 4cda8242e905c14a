package dev.pithyjaunt.git;

import java.util.List;

/// The variables with which a person lets git reach other repositories: where credentials, agents
/// and proxies are. A program that starts a child which fetches or pushes passes them on.
public final class GitEnvironment {

    public static final List<String> VARIABLES =
            List.of(
                    "XDG_CONFIG_HOME",
                    "GIT_CONFIG_GLOBAL",
                    "SSH_AUTH_SOCK",
                    "SSH_AGENT_PID",
                    "GIT_SSH",
                    "GIT_SSH_COMMAND",
                    "GIT_ASKPASS",
                    "SSH_ASKPASS",
                    "GIT_SSL_CAINFO",
                    "SSL_CERT_FILE",
                    "SSL_CERT_DIR",
                    "http_proxy",
                    "https_proxy",
                    "no_proxy",
                    "HTTP_PROXY",
                    "HTTPS_PROXY",
                    "NO_PROXY",
                    "ALL_PROXY");

    private GitEnvironment() {}
}
