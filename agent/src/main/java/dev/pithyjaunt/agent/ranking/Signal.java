package dev.pithyjaunt.agent.ranking;

/// What speaks for a file. Each is scaled so that the file with the most of it has 1, and counts by
/// its weight. The weights but that of [#MENTION] were fitted on real changes of several
/// repositories, and what brought nothing was dropped: see docs/BENCHMARKS.md.
public enum Signal {
    /// The task's words in the content, by BM25.
    CONTENT("words in the content", 1.0),

    /// The task's words in the path, other forms of them included, by BM25.
    PATH("words in the path", 0.62),

    /// Names of code that the task writes out, in the content.
    NAMES("names of code in the content", 0.88),

    /// The task writes out the file's path, or its name with the extension. Real changes seldom do;
    /// people and stack traces do, and mean it: the weight puts such a file first.
    MENTION("written out in the task", 2.5),

    /// Words that stand side by side in the task make up the file's name, or a folder's.
    COMPOUND("words of the task make its name", 0.74),

    /// The task's title begins with the name of the part that is meant, as in `parser: …`.
    SCOPE("part that the title names", 1.6),

    /// Past commits with messages like the task touched it.
    SIMILAR("past commits like the task", 1.03),

    /// How recent its last change is, on a scale of tens of commits.
    LAST_CHANGE("changed just before", 0.75),

    /// How often it was changed of late.
    RECENCY("changed often of late", 0.29),

    /// The task's words in the part of the file that has most of them, by BM25.
    PASSAGE("words close together", 1.4),

    /// Names of code that the task writes out are defined in it.
    DEFINITIONS("defines names of the task", 0.43),

    /// The task's words in the names that it defines, by BM25.
    DEFINED_WORDS("words in names it defines", 0.5),

    /// It uses names that good matches define.
    USES("uses what good matches define", 0.57);

    private final String words;
    private final double weight;

    Signal(String words, double weight) {
        this.words = words;
        this.weight = weight;
    }

    /// For people.
    public String words() {
        return words;
    }

    public double weight() {
        return weight;
    }
}
