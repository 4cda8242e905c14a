package dev.pithyjaunt.runner.testreport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pithyjaunt.runner.testreport.TestResults.Status;

import org.jspecify.annotations.Nullable;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Deque;

import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// A report in the form that JUnit's tasks for Ant began with, and that many tools write:
///
/// ```
/// report := suites | suite
/// suites := <testsuites> suite* </testsuites>
/// suite  := <testsuite name=""> (suite | case)* </testsuite>
/// case   := <testcase classname="" name=""> (<failure/> | <error/> | <skipped/>)* </testcase>
/// ```
///
/// Untrusted code may have written it: document types are refused, and with them all entities.
final class JunitXml {

    private final XMLStreamReader xml;
    private final Tally tally;
    private final Deque<String> suites = new ArrayDeque<>();
    private String name = "";
    private @Nullable Status status;

    private JunitXml(XMLStreamReader xml, Tally tally) {
        this.xml = xml;
        this.tally = tally;
    }

    /// @param tally gets the tests, also those before the place where the report turns out not to
    ///   be one
    /// @throws XMLStreamException when it is no such report
    static void read(byte[] report, Tally tally) throws XMLStreamException {
        XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(text(report)));
        try {
            new JunitXml(xml, tally).read();
        } finally {
            xml.close();
        }
    }

    /// All these tools write UTF-8. The parser would say on standard error where a file is not.
    private static String text(byte[] report) throws XMLStreamException {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(report)).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new XMLStreamException("it is not UTF-8", e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        // They count `&lt;` and its like as well, of which a long report may have 100,000.
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        return factory;
    }

    private void read() throws XMLStreamException {
        boolean isReport = false;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD ->
                        throw new XMLStreamException("it has a document type");
                case XMLStreamConstants.START_ELEMENT -> {
                    String element = xml.getLocalName();
                    if (!isReport
                            && !element.equals("testsuites")
                            && !element.equals("testsuite")) {
                        throw new XMLStreamException("it is no report of tests");
                    }
                    isReport = true;
                    start(element);
                }
                case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
                default -> {}
            }
        }
    }

    private void start(String element) {
        switch (element) {
            case "testsuite" -> suites.push(attribute("name"));
            case "testcase" -> {
                String className = attribute("classname");
                String within = className.isBlank() ? suite() : className;
                String test = attribute("name");
                name = within.isBlank() || test.isBlank() ? within + test : within + "." + test;
                status = Status.PASSED;
            }
            case "failure", "error" -> status = status == null ? null : Status.FAILED;
            case "skipped" -> status = status == Status.PASSED ? Status.SKIPPED : status;
            default -> {}
        }
    }

    private void end(String element) {
        if (element.equals("testsuite")) {
            suites.pop();
        } else if (element.equals("testcase") && status != null) {
            tally.add(name, status);
            status = null;
        }
    }

    private String suite() {
        return suites.isEmpty() ? "" : suites.element();
    }

    private String attribute(String attribute) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null ? "" : value;
    }
}
