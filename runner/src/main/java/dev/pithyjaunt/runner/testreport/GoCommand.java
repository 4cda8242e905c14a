package dev.pithyjaunt.runner.testreport;

/// The command line `go test ...`, with which go can be asked to name its tests.
final class GoCommand {

    private static final String GO_TEST = "go test";

    private GoCommand() {}

    /// The line with `-json`, if it is `go test` and nothing else: in a pipe or with a redirection
    /// somebody else reads what go prints. What has the flag already, even as an argument of the
    /// test binary, stays as it is.
    static String withJson(String line) {
        String command = line.strip();
        boolean isGoTest =
                command.equals(GO_TEST)
                        || command.startsWith(GO_TEST + " ")
                        || command.startsWith(GO_TEST + "\t");
        if (!isGoTest || command.contains("-json") || !isOneCommand(command)) {
            return line;
        }
        return GO_TEST + " -json" + command.substring(GO_TEST.length());
    }

    /// Whether a shell finds no second command, redirection, substitution or comment in it.
    private static boolean isOneCommand(String command) {
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\\' || c == '`' || (c == '$' && command.startsWith("$(", i))) {
                return false;
            }
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if ("|&;<>()#\n\r".indexOf(c) >= 0) {
                return false;
            }
        }
        return quote == 0;
    }
}
