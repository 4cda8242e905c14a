package dev.pithyjaunt.agent.prompt;

import java.util.OptionalInt;

/// Makes the prompt for a task within a number of tokens. Where an estimate comes near that number
/// and the model's vocabulary is public, the tokens are counted and the prompt is filled again by
/// what they were.
public final class PromptBuilder {

    /// The share of the limit from which on an estimate is too coarse: lines of short words and
    /// numbers have a quarter more tokens than it says.
    private static final double NEAR = 0.70;

    /// How much more room is given to a text than the last count says it needs.
    private static final double SPARE = 1.03;

    private static final int MAX_COUNTS = 4;

    private final String system;
    private final TokenMeasure measure;
    private final int maxTokens;

    /// @param system the instructions
    /// @param maxTokens of the whole prompt, at most
    public PromptBuilder(String system, TokenMeasure measure, int maxTokens) {
        this.system = system;
        this.measure = measure;
        this.maxTokens = maxTokens;
    }

    /// @throws TaskTooLongException when the task and the instructions alone are too long
    public Prompt build(String task, Context context) {
        Contents contents = new Contents(context.tree());
        Prompt prompt = fill(task, context, contents, 1);
        Prompt counted = prompt;
        for (int counts = 0; counts < MAX_COUNTS; counts++) {
            OptionalInt tokens =
                    prompt.tokens() < maxTokens * NEAR ? OptionalInt.empty() : count(counted);
            if (tokens.isEmpty()) {
                return prompt;
            }
            boolean fits = tokens.getAsInt() <= maxTokens;
            if (fits && (counts > 0 || counted.omitted().isEmpty())) {
                return counted.counted(tokens.getAsInt());
            }
            double scale = Math.pow(SPARE, counts + 1) * tokens.getAsInt() / estimate(counted);
            counted = fill(task, context, contents, scale);
        }
        return prompt;
    }

    private OptionalInt count(Prompt prompt) {
        OptionalInt user = measure.count(prompt.user());
        return user.isEmpty()
                ? user
                : OptionalInt.of(user.getAsInt() + measure.count(prompt.system()).orElseThrow());
    }

    private int estimate(Prompt prompt) {
        return measure.estimate(prompt.system()) + measure.estimate(prompt.user());
    }

    /// @param scale what estimates are multiplied with
    private Prompt fill(String task, Context context, Contents contents, double scale) {
        Room room = new Room(measure, scale, maxTokens);
        return new Filling(system, task, context, contents, room).prompt();
    }
}
