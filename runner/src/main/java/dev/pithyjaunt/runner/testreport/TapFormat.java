package dev.pithyjaunt.runner.testreport;

/// The [Test Anything Protocol](https://testanything.org/tap-version-14-specification.html), with
/// subtests by indentation as Node.js and node-tap print them:
///
/// ```
/// stream  := "TAP version " n | plan | comment | point | yaml
/// plan    := "1.." n
/// comment := indent "# Subtest: " name | indent "#" ...
/// point   := indent ("ok" | "not ok") [" " n] [" - "] name [" # " directive]
/// yaml    := indent "  ---" ... indent "  ..."
/// indent  := four blanks for each level
/// ```
///
/// A program may print `ok 1` for other reasons, so that points count only with a version or plan.
final class TapFormat implements OutputFormat {

    private static final String SUBTEST = "# Subtest: ";

    private final Tally tally;

    /// Points before the version or plan: a plan may come last.
    private final Tally unconfirmed;

    private final Nesting nesting = new Nesting();
    private boolean confirmed;
    private boolean hasPoint;
    private boolean hasVersion;

    /// The indentation of the point whose YAML is being skipped, -1 outside.
    private int yamlOf = -1;

    /// Where YAML may begin: the indentation of the point of the last line, -1 after others.
    private int lastPoint = -1;

    TapFormat(Tally tally) {
        this.tally = tally;
        this.unconfirmed = new Tally(tally.names());
    }

    @Override
    public boolean isSeen() {
        return hasVersion || (confirmed && hasPoint);
    }

    @Override
    public boolean namesAll() {
        return true;
    }

    @Override
    public void line(String line) {
        int indent = indent(line);
        if (isYaml(line, indent)) {
            return;
        }
        lastPoint = -1;
        if (line.startsWith("TAP version 1")) {
            version();
        } else if (isPlan(line)) {
            confirm();
        } else if (indent % 4 == 0 && line.startsWith(SUBTEST, indent)) {
            nesting.open(indent / 4, unescaped(line.substring(indent + SUBTEST.length()).strip()));
        } else if (indent % 4 == 0) {
            point(line, indent);
        }
    }

    private boolean isYaml(String line, int indent) {
        if (yamlOf >= 0) {
            boolean within = indent > yamlOf || line.isBlank();
            if (!within || (indent == yamlOf + 2 && line.startsWith("...", indent))) {
                yamlOf = -1;
            }
            return within;
        }
        if (lastPoint >= 0 && indent == lastPoint + 2 && line.startsWith("---", indent)) {
            yamlOf = lastPoint;
            return true;
        }
        return false;
    }

    /// What came before was printed by the tests, unless it was a stream of its own.
    private void version() {
        if (!confirmed) {
            unconfirmed.clear();
        }
        hasVersion = true;
        confirm();
    }

    private void confirm() {
        confirmed = true;
        tally.addAll(unconfirmed);
        unconfirmed.clear();
    }

    private void point(String line, int indent) {
        boolean ok = line.startsWith("ok", indent);
        int end = indent + (ok ? 2 : 6);
        if ((!ok && !line.startsWith("not ok", indent))
                || (end < line.length() && line.charAt(end) != ' ')) {
            return;
        }
        hasPoint = true;
        lastPoint = indent;
        TapPoint point = TapPoint.read(line.substring(end), ok);
        nesting.close(indent / 4, point.name(), point.status(), confirmed ? tally : unconfirmed);
    }

    private static boolean isPlan(String line) {
        if (!line.startsWith("1..") || line.length() < 4) {
            return false;
        }
        int end = 3;
        while (end < line.length() && Character.isDigit(line.charAt(end))) {
            end++;
        }
        return end > 3 && (end == line.length() || line.charAt(end) == ' ');
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }

    static String unescaped(String text) {
        return text.indexOf('\\') < 0 ? text : text.replace("\\#", "#").replace("\\\\", "\\");
    }
}
