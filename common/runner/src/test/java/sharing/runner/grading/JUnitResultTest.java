package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import sharing.runner.JUnitXml;

/** What CodeGrade, and whatever else knows JUnit's XML, reads. */
class JUnitResultTest {
  private static final List<LessonResult> ALL =
      List.of(Samples.fractions("04-flags"), Samples.notCompiled(), Samples.noTests());

  @Test
  void the_result_follows_the_format() throws Exception {
    for (List<LessonResult> lessons :
        List.of(ALL, List.of(Samples.noTests()), List.<LessonResult>of())) {
      validate(JUnitResult.of(lessons));
    }
  }

  @Test
  void the_schema_finds_a_wrong_result() {
    assertThatThrownBy(() -> validate(JUnitResult.of(ALL).replace(" classname=", " class=")))
        .isInstanceOf(SAXException.class)
        .hasMessageContaining("'class'");
  }

  @Test
  void a_lesson_has_a_document_of_its_own(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("TEST-result.xml");
    JUnitXml.write(file, "04-flags", JUnitResult.cases(ALL.get(0)));
    validate(Files.readString(file));
  }

  @Test
  void a_test_has_its_lesson_and_step_and_its_whole_message() throws Exception {
    NodeList cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(JUnitResult.of(ALL))))
            .getElementsByTagName("testcase");
    assertThat(cases.getLength()).isEqualTo(7);
    Element failed = (Element) cases.item(3);
    assertThat(failed.getAttribute("classname")).isEqualTo("04-flags.step-2");
    assertThat(failed.getAttribute("name")).isEqualTo("SearchTest.third");
    assertThat(failed.getTextContent())
        .startsWith("Expected: \"quoted\", 'single' <b>bold</b> & more\nSeen: ]]> ???[31m")
        .endsWith("\n--|>\n=1+1");
    assertThat(cases.item(2).hasChildNodes()).isFalse();
    Element notes = (Element) cases.item(4);
    assertThat(notes.getAttribute("name")).isEqualTo("submission");
    assertThat(notes.getTextContent()).contains("line 7: ';' expected");
    assertThat(cases.item(5).getTextContent())
        .as("a failure without a message")
        .isEqualTo("failed");
  }

  private static void validate(String xml) throws SAXException, IOException {
    Validator validator =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(JUnitResultTest.class.getResource("junit.xsd"))
            .newValidator();
    validator.validate(new StreamSource(new StringReader(xml)));
  }
}
