package sharing.runner;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes results in the XML format of JUnit, which IDEs and CI systems read. */
public final class JUnitXml {

  /**
   * One test as the format has it.
   *
   * @param className the class of the test, with its package or lesson
   * @param name the test
   * @param message why it failed; empty if it passed
   * @param millis how long it took, in milliseconds
   */
  public record Case(String className, String name, String message, long millis) {
    /** Whether there is a message. */
    public boolean failed() {
      return !message.isEmpty();
    }
  }

  private JUnitXml() {}

  /** Writes one suite into a file. */
  public static void write(Path file, String suite, List<Case> cases) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      write(xml, suite, cases);
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  /**
   * One document with more suites.
   *
   * @param suites the cases of each suite, under its name
   */
  public static String of(Map<String, List<Case>> suites) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (Map.Entry<String, List<Case>> suite : suites.entrySet()) {
        write(xml, suite.getKey(), suite.getValue());
      }
      xml.writeEndElement();
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text in memory cannot be written", e);
    }
    return out + "\n";
  }

  private static void write(XMLStreamWriter xml, String suite, List<Case> cases)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", suite);
    xml.writeAttribute("tests", Integer.toString(cases.size()));
    xml.writeAttribute("failures", Long.toString(cases.stream().filter(Case::failed).count()));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "0");
    xml.writeAttribute("time", seconds(cases.stream().mapToLong(Case::millis).sum()));
    for (Case each : cases) {
      write(xml, each);
    }
    xml.writeEndElement();
  }

  private static void write(XMLStreamWriter xml, Case each) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", each.className());
    xml.writeAttribute("name", each.name());
    xml.writeAttribute("time", seconds(each.millis()));
    if (each.failed()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", text(each.message().lines().findFirst().orElse("")));
      xml.writeCharacters(text(each.message()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
  }

  /** XML has no place for most control characters, whatever a message holds. */
  private static String text(String text) {
    return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
  }
}
