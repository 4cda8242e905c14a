package dev.pithyjaunt.protocol.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.protocol.CheckMode;
import dev.pithyjaunt.protocol.Evidence;
import dev.pithyjaunt.protocol.Evidence.Check;
import dev.pithyjaunt.protocol.Evidence.Comparison;
import dev.pithyjaunt.protocol.Evidence.Counts;
import dev.pithyjaunt.protocol.Evidence.Isolation;
import dev.pithyjaunt.protocol.Evidence.Names;
import dev.pithyjaunt.protocol.Evidence.SetUp;
import dev.pithyjaunt.protocol.Evidence.Side;
import dev.pithyjaunt.protocol.Evidence.Tests;
import dev.pithyjaunt.protocol.Evidence.Verdict;
import dev.pithyjaunt.protocol.ExecutionError;

import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Names, commands and outputs that try to be Markdown, read by a parser of Markdown.
class HostileEvidenceTest {

    private static final List<String> PIECES =
            List.of(
                    "`",
                    "``",
                    "```",
                    "````",
                    "~~~",
                    "|",
                    "\\|",
                    "\\\\|",
                    "\\",
                    "\n",
                    "\n\n",
                    "\r",
                    "\t",
                    "    ",
                    " ",
                    "*",
                    "**",
                    "_",
                    "[",
                    "](",
                    ")",
                    "![",
                    "<",
                    ">",
                    "<b>",
                    "</details>",
                    "</code>",
                    "<!--",
                    "-->",
                    "<script>",
                    "<?",
                    "<![CDATA[",
                    "&",
                    "&#64;",
                    "&lt;",
                    "@ada",
                    "@",
                    "@org/team",
                    "#1",
                    "#",
                    "GH-1",
                    "a/b#2",
                    "Fixes #1",
                    "closes: GH-2",
                    "Resolved https://github.com/a/b/issues/3",
                    "http://a.b",
                    "https://a.b/c",
                    "www.a.b",
                    "a@b.cd",
                    "mailto:a@b.cd",
                    "# ",
                    "- ",
                    "1. ",
                    "> ",
                    "---",
                    "===",
                    "|---|",
                    "\u2028",
                    "\u202E",
                    "\u200B",
                    "\0",
                    "\u001B[31m",
                    "\uD83D\uDE00",
                    "\uD83D",
                    "$",
                    "$$",
                    ":",
                    "!",
                    "a",
                    "b",
                    "1",
                    "…");

    /// All that the text is meant to be made of.
    private static final Set<Class<? extends Node>> KINDS =
            Set.of(
                    Document.class,
                    Paragraph.class,
                    BulletList.class,
                    ListItem.class,
                    StrongEmphasis.class,
                    SoftLineBreak.class,
                    Text.class,
                    Code.class,
                    FencedCodeBlock.class,
                    HtmlBlock.class,
                    TableBlock.class,
                    TableHead.class,
                    TableBody.class,
                    TableRow.class,
                    TableCell.class);

    private static final String COMPARISONS =
            "comparison|(?:passes|fixed|failed before|newly fails|flaky: says nothing of the patch"
                    + "|can't be run on base: says nothing of the patch)(?:; \\d+ [a-z ]+)*";

    private final SplittableRandom random = new SplittableRandom(17);

    private String hostile() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private List<String> several() {
        return Stream.generate(this::hostile).limit(random.nextInt(4)).toList();
    }

    private Side side() {
        return random.nextInt(4) == 0
                ? Side.notRun(hostile())
                : new Side(random.nextInt(3), null, 1, hostile() + "\n" + hostile(), false);
    }

    private Names names() {
        return Names.of(several());
    }

    private Check check() {
        Tests tests =
                new Tests(
                        new Counts(1, 2, 3),
                        new Counts(1, 2, 3),
                        names(),
                        names(),
                        names(),
                        names(),
                        names(),
                        names());
        Comparison[] all = Comparison.values();
        return new Check(
                hostile(), hostile(), side(), side(), all[random.nextInt(all.length)], tests, 0);
    }

    private Evidence evidence() {
        Verdict[] all = Verdict.values();
        return new Evidence(
                "e1",
                "0123456789012345678901234567890123456789",
                new Isolation(CheckMode.SANDBOX, several(), several()),
                several(),
                Stream.generate(() -> new SetUp(hostile(), side(), side()))
                        .limit(random.nextInt(3))
                        .toList(),
                Stream.generate(this::check).limit(random.nextInt(1, 4)).toList(),
                all[random.nextInt(all.length)],
                several(),
                new ExecutionError(ExecutionError.Category.INTERNAL, hostile()),
                1);
    }

    private static List<Node> nodes(String markdown) {
        List<Node> nodes = new ArrayList<>();
        Parser.builder()
                .extensions(List.of(TablesExtension.create()))
                .build()
                .parse(markdown)
                .accept(
                        new AbstractVisitor() {
                            @Override
                            protected void visitChildren(Node parent) {
                                for (Node node = parent.getFirstChild();
                                        node != null;
                                        node = node.getNext()) {
                                    nodes.add(node);
                                    visitChildren(node);
                                }
                            }
                        });
        return nodes;
    }

    @Test
    void hostileTextStaysText() {
        for (int i = 0; i < 1_000; i++) {
            Evidence evidence = evidence();
            String markdown = EvidenceTable.of(evidence, EvidenceTable.MAX_CHARACTERS);

            List<Node> nodes = nodes(markdown);

            assertThat(nodes).as(markdown).allMatch(node -> KINDS.contains(node.getClass()));
            for (Node node : nodes) {
                switch (node) {
                    case Text text -> assertIsInert(text.getLiteral(), markdown);
                    case HtmlBlock html ->
                            assertThat(html.getLiteral())
                                    .as(markdown)
                                    .matches(
                                            "</details>"
                                                    + "|<details><summary>[^<>\n]*<code>[^<>\n]*</code>[^<>\n]*</summary>");
                    case TableRow row ->
                            assertThat(lastCell(row)).as(markdown).matches(COMPARISONS);
                    default -> {}
                }
            }
            assertThat(nodes.stream().filter(TableRow.class::isInstance))
                    .as(markdown)
                    .hasSize(1 + evidence.checks().size());
        }
    }

    /// What a forge makes links and notifications of, in text that is not code.
    private static void assertIsInert(String text, String markdown) {
        assertThat(text)
                .as(markdown)
                .doesNotContainPattern("@[A-Za-z0-9]")
                .doesNotContainPattern("#\\d")
                .doesNotContainPattern("(?i)gh-\\d")
                .doesNotContain("://", "www.");
    }

    /// A row with one cell too many loses its last, as every parser of tables has it.
    private static String lastCell(TableRow row) {
        StringBuilder words = new StringBuilder();
        row.getLastChild()
                .accept(
                        new AbstractVisitor() {
                            @Override
                            public void visit(Text text) {
                                words.append(text.getLiteral());
                            }
                        });
        return words.toString();
    }

    @Test
    void noReferenceFollowsAWordThatClosesIt() {
        for (int i = 0; i < 300; i++) {
            assertThat(EvidenceTable.of(evidence(), EvidenceTable.MAX_CHARACTERS))
                    .doesNotContainPattern(
                            "(?i)\\b(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?):?\\s+\\S*(?:#|GH-|/issues/)\\d");
        }
    }

    @Test
    void namesAreShownAsTheyAre() {
        for (int i = 0; i < 1_000; i++) {
            String name = hostile().replaceAll("[^ -~…]", "x").replace('|', 'x').strip();
            if (name.isEmpty()
                    || name.toLowerCase(Locale.ROOT).matches(".*(fix|close|resolve).*")) {
                continue;
            }
            assertThat(nodes("- " + SafeText.code(name, 500)))
                    .filteredOn(Code.class::isInstance)
                    .extracting(node -> ((Code) node).getLiteral())
                    .containsExactly(name);
        }
    }

    @Test
    void textsOfAnyLengthFit() {
        for (int i = 0; i < 500; i++) {
            int most = random.nextInt(2_000, 6_000);
            assertThat(EvidenceTable.of(evidence(), most)).hasSizeLessThanOrEqualTo(most);
        }
    }
}
