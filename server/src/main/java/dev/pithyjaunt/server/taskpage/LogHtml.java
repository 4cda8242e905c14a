package dev.pithyjaunt.server.taskpage;

import dev.pithyjaunt.server.logstream.PositionedLine;
import dev.pithyjaunt.server.platform.Wording;

import org.springframework.web.util.HtmlUtils;

import java.util.List;
import java.util.Locale;

/// Lines of a log as items of a list. A page has a thousand of them, and a template that is asked
/// eight things of each takes longer for them than for all else. `task.js` makes the same of the
/// lines that come later.
final class LogHtml {

    private static final String USUAL_LEVEL = "info";

    private final Wording say;
    private final StringBuilder html = new StringBuilder();

    private LogHtml(Wording say) {
        this.say = say;
    }

    /// @return all that came from outside is escaped
    static String of(List<PositionedLine> lines, Wording say) {
        LogHtml log = new LogHtml(say);
        lines.forEach(log::add);
        return log.html.toString();
    }

    private void add(PositionedLine line) {
        String level = line.level().toLowerCase(Locale.ROOT);
        html.append("<li class=\"level-");
        text(say.visible(level)).append("\"><time datetime=\"");
        html.append(line.at())
                .append("\">")
                .append(say.clock(line.at()))
                .append("</time><span class=\"phase\">");
        text(say.visible(line.phase())).append("</span><span class=\"said\">");
        if (!level.equals(USUAL_LEVEL)) {
            html.append("<b class=\"level\">");
            text(say.visible(line.level())).append("</b>");
        }
        html.append("<bdi>");
        text(say.printed(line.text())).append("</bdi></span></li>\n");
    }

    private StringBuilder text(String raw) {
        return html.append(HtmlUtils.htmlEscape(raw, "UTF-8"));
    }
}
