package dev.pithyjaunt.agent.tool;

import dev.pithyjaunt.agent.model.ToolCall;
import dev.pithyjaunt.agent.model.ToolSpec;
import dev.pithyjaunt.agent.prompt.Visible;
import dev.pithyjaunt.git.CommitTree;
import dev.pithyjaunt.git.GitException;
import dev.pithyjaunt.git.process.Deadline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The tools of one execution, over one commit, and what is left of their limits. Whatever a model
/// writes gets an answer, and an answer holds nothing but what is in the commit.
///
/// Not thread-safe.
public final class Toolbox {

    static final String SPENT =
            "No more can be looked up. Answer now: state the change, or answer with QUESTION: or NO"
                    + " CHANGE:.";
    static final String AGAIN =
            "You have this already: it is the same call as before, and the files do not change.";

    private static final String FAILED = "This could not be looked up.";

    /// As often as the same call is answered with a word about it; then nothing more is.
    private static final int MAX_SAME_CALLS = 3;

    /// Less than this is not worth an answer.
    private static final int MIN_BYTES = 500;

    private static final int MAX_SUBJECT = 120;

    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Map<String, Integer> made = new HashMap<>();
    private final ToolLimits limits;
    private int callsLeft;
    private int roundsLeft;
    private int bytesLeft;

    /// @param ranked paths of the commit, best first, which searches look into first; it need not
    ///   name all
    public Toolbox(CommitTree tree, List<String> ranked, ToolLimits limits, Deadline deadline) {
        CommitFiles files = new CommitFiles(tree, ranked);
        for (Tool tool :
                List.of(
                        new ReadTool(files),
                        new SearchTool(files, limits.perSearch(), deadline),
                        new ListTool(files))) {
            tools.put(tool.spec().name(), tool);
        }
        this.limits = limits;
        this.callsLeft = limits.calls();
        this.roundsLeft = limits.rounds();
        this.bytesLeft = limits.bytesInAll();
    }

    public List<ToolSpec> specs() {
        return tools.values().stream().map(Tool::spec).toList();
    }

    /// Whether nothing more is looked up. The model was told so.
    public boolean isSpent() {
        return callsLeft <= 0 || roundsLeft <= 0 || bytesLeft < MIN_BYTES;
    }

    /// Answers the calls of one answer of the model, in order.
    public List<Lookup> answer(List<ToolCall> calls) {
        List<Lookup> lookups = new ArrayList<>();
        for (ToolCall call : calls) {
            Lookup lookup = answer(call);
            lookups.add(lookup);
            callsLeft--;
            bytesLeft -= Pages.bytes(lookup.text());
        }
        roundsLeft--;
        if (isSpent() && !lookups.isEmpty()) {
            Lookup last = lookups.removeLast();
            String text =
                    last.text().equals(SPENT) ? SPENT : last.text().stripTrailing() + "\n" + SPENT;
            lookups.add(new Lookup(last.call(), last.argument(), last.outcome(), text));
        }
        return List.copyOf(lookups);
    }

    private Lookup answer(ToolCall call) {
        if (isSpent()) {
            return lookup(call, call.arguments(), "not looked up: the limit is reached", SPENT);
        }
        Tool tool = tools.get(call.name());
        if (tool == null) {
            return refused(
                    call,
                    call.arguments(),
                    "There is no tool \"%s\"; there are %s."
                            .formatted(
                                    Visible.name(abridged(call.name())),
                                    tools.keySet().stream().collect(Collectors.joining(", "))));
        }
        String subject = call.arguments();
        try {
            Arguments arguments = Arguments.parse(call.arguments());
            subject = tool.subject(arguments);
            int times = made.merge(call.name() + " " + subject, 1, Integer::sum);
            if (times > 1) {
                callsLeft = times >= MAX_SAME_CALLS ? 0 : callsLeft;
                return lookup(call, subject, "asked for again", AGAIN);
            }
            Tool.Finding finding =
                    tool.use(arguments, Math.min(limits.bytesPerAnswer(), bytesLeft));
            return lookup(call, subject, finding.outcome(), finding.text());
        } catch (BadCallException e) {
            return refused(call, subject, e.getMessage());
        } catch (GitException e) {
            // Its words may name folders of this machine.
            return lookup(call, subject, line(e.getMessage()), FAILED);
        }
    }

    private static Lookup refused(ToolCall call, String subject, String message) {
        String line = line(message);
        return lookup(call, subject, line, line);
    }

    private static Lookup lookup(ToolCall call, String subject, String outcome, String text) {
        return new Lookup(call, line(abridged(subject)), outcome, text);
    }

    private static String line(String text) {
        return Visible.text(text.strip().replaceAll("\\s+", " "));
    }

    private static String abridged(String text) {
        return Visible.abridged(text, MAX_SUBJECT);
    }
}
