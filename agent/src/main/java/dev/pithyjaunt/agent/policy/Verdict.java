package dev.pithyjaunt.agent.policy;

import java.util.List;
import java.util.stream.Collectors;

/// What policy says of a patch.
public sealed interface Verdict {

    /// Nothing speaks against it.
    record Allowed() implements Verdict {}

    /// A person must look before it is merged.
    ///
    /// @param reasons at least one
    record NeedsReview(List<Reason> reasons) implements Verdict {
        public NeedsReview {
            reasons = List.copyOf(reasons);
        }
    }

    /// It is not to be applied.
    ///
    /// @param reasons at least one
    record Refused(List<Reason> reasons) implements Verdict {

        private static final int MAX_TOLD = 20;

        public Refused {
            reasons = List.copyOf(reasons);
        }

        /// One line for people.
        public String summary() {
            String more = reasons.size() == 1 ? "" : " (and %d more)".formatted(reasons.size() - 1);
            return reasons.getFirst().text() + more;
        }

        /// What the model is told, so that it can state the change again without what is refused.
        public String toModelFeedback() {
            String told =
                    reasons.stream()
                            .limit(MAX_TOLD)
                            .map(reason -> "- " + reason.text() + "\n")
                            .collect(Collectors.joining());
            int left = reasons.size() - MAX_TOLD;
            String advice =
                    reasons.stream()
                            .map(reason -> reason.rule().advice())
                            .distinct()
                            .collect(Collectors.joining(" "));
            return "This change is not allowed here, so nothing was changed:\n\n"
                    + told
                    + (left > 0 ? "- and %d more\n".formatted(left) : "")
                    + "\n"
                    + advice
                    + "\nState the whole change again without that.";
        }
    }

    /// In the order of the patch's files; empty when it is allowed.
    default List<Reason> reasons() {
        return switch (this) {
            case Allowed _ -> List.of();
            case NeedsReview(List<Reason> reasons) -> reasons;
            case Refused(List<Reason> reasons) -> reasons;
        };
    }

    /// Whether a person has to merge by hand, since a pull request alone could run it.
    default boolean touchesWorkflows() {
        return reasons().stream().anyMatch(reason -> reason.rule() == Rule.WORKFLOW);
    }
}
