package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import sharing.runner.Browser;
import sharing.runner.grading.ClassResult.Finding;
import sharing.runner.grading.ClassResult.MistakePage;
import sharing.runner.grading.ClassResult.StudentResult;
import sharing.runner.grading.LessonResult.NotCompiled;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/** The page on which an instructor sees how a class did. It is written so that XML reads it. */
class ClassPageTest {
  private static final String LONG_MESSAGE =
      "Expected: 2.\nSeen: 1.\n" + "It was paused. ".repeat(20);

  /** Ada has all, Bob lacks a test of the second step, and Cy's answer does not compile. */
  private static final ClassResult SMALL =
      new ClassResult(
          1,
          "submissions",
          List.of("04-flags"),
          List.of(
              student("ada", 4_000, "", List.of(), step(1, true), step(2, true)),
              student("bob", 9_000, "", List.of(), step(1, true), step(2, false)),
              student(
                  "cy",
                  1_000,
                  "The JVM was killed.",
                  List.of(new NotCompiled("flags/Search.java", "line 3: no symbol")),
                  step(1, false),
                  step(2, false))),
          List.of(
              new Finding(
                  "04-flags",
                  2,
                  "A plain field",
                  "solutions/04-flags/mistakes/plain.md",
                  List.of(new MistakePage("A plain field", "solutions/04-flags/mistakes/plain.md")),
                  "Step2Test.b_is_two",
                  "Seen: 1.",
                  List.of("bob", "cy")),
              new Finding(
                  "04-flags",
                  1,
                  "b is two",
                  "",
                  List.of(),
                  "Step1Test.b_is_two",
                  "One.",
                  List.of("bob")),
              new Finding(
                  "04-flags",
                  1,
                  "b is two",
                  "",
                  List.of(),
                  "Step1Test.b_is_two",
                  "Another.",
                  List.of("ada", "cy"))));

  @TempDir Path folder;

  @Test
  void it_says_how_the_class_did() throws Exception {
    Document page = parsed(ClassPage.html(SMALL));
    assertThat(text(page, "h1")).containsExactly("Results: submissions");
    assertThat(text(page, "p").get(0))
        .isEqualTo("3 submissions, 1 lesson. Of 20 points, the mean is 15 and the median is 15.");
    assertThat(totals(page)).containsExactly(0, 0, 0, 0, 0, 1, 0, 1, 0, 1);
  }

  @Test
  void a_cell_says_what_it_shows_and_leads_to_the_message() throws Exception {
    Document page = parsed(ClassPage.html(SMALL));
    Element bob = byId(page, "r1");
    List<Element> cells = elements(bob, "td");
    assertThat(cells.get(1).getAttribute("title")).isEqualTo("bob, 04-flags step 1: 10 of 10");
    assertThat(elements(cells.get(1), "a")).isEmpty();
    assertThat(cells.get(1).getAttribute("class")).isEqualTo("c4 g");
    Element link = elements(cells.get(2), "a").get(0);
    assertThat(cells.get(2).getAttribute("class")).isEqualTo("c2");
    assertThat(link.getAttribute("title"))
        .isEqualTo("bob, 04-flags step 2: 5 of 10, first failed: b is two");
    assertThat(link.getTextContent()).isEqualTo("50");
    Element step = byId(page, link.getAttribute("href").substring(1));
    assertThat(step.getTextContent())
        .contains("04-flags step 2", "Step2Test.b_is_two", LONG_MESSAGE);
    // What went wrong with the whole lesson is the reason for each of its steps.
    String toLesson = elements(byId(page, "r2"), "a").get(1).getAttribute("href").substring(1);
    assertThat(byId(page, toLesson).getTextContent())
        .contains("The JVM was killed.", "flags/Search.java", "line 3: no symbol");
    assertThat(text(page, "summary")).contains("bob: 15 of 20").noneMatch(s -> s.startsWith("ada"));
  }

  @Test
  void findings_lead_to_their_pages_and_those_without_one_show_their_message() throws Exception {
    Document page = parsed(ClassPage.html(SMALL));
    Element list = elements(page.getDocumentElement(), "ol").get(0);
    List<Element> items = elements(list, "li");
    assertThat(items).hasSize(3);
    assertThat(items.get(0).getTextContent())
        .contains("2 of 3 A plain field (04-flags, step 2)", "bob, cy");
    assertThat(items.get(1).getTextContent())
        .contains("1 of 3 Step1Test.b_is_two (04-flags, step 1)", "One.", "bob")
        .doesNotContain("Another.", "cy");
    assertThat(items.get(2).getTextContent())
        .contains("2 of 3 Step1Test.b_is_two (04-flags, step 1)", "Another.", "ada, cy");
    assertThat(elements(items.get(0), "a").get(0).getAttribute("href"))
        .isEqualTo("../../solutions/04-flags/mistakes/plain.md");
  }

  @Test
  void the_slowest_and_the_ended_and_the_not_compiled_are_listed() throws Exception {
    Document page = parsed(ClassPage.html(SMALL));
    Element slowest = elements(page.getDocumentElement(), "ol").get(1);
    assertThat(slowest.getTextContent().strip().lines())
        .containsExactly("bob, 04-flags: 9.00 s", "ada, 04-flags: 4.00 s", "cy, 04-flags: 1.00 s");
    List<Element> lists = elements(page.getDocumentElement(), "ul");
    assertThat(lists.get(0).getTextContent().strip())
        .isEqualTo("cy, 04-flags: The JVM was killed.");
    assertThat(lists.get(1).getTextContent().strip())
        .isEqualTo("cy, 04-flags: flags/Search.java: line 3: no symbol");
  }

  @Test
  void a_long_message_that_several_students_get_is_there_once() {
    String html = ClassPage.html(SMALL);
    assertThat(html.split("It was paused. It was paused. ", -1).length - 1).isEqualTo(10);
    assertThat(html)
        .contains(
            "<pre id=\"m0\">Expected: 2.",
            "<pre data-as=\"m0\"><a href=\"#m0\">Expected: 2.</a></pre>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</script></style></textarea><!--",
        "\"' onmouseover='alert(1)' x=\"",
        "&amp;&lt;b&#62;",
        "javascript:alert(1)",
        "<!--STUDENTS-->",
        "$1 \\1 %s",
        "../../..#?%41",
        "]]>"
      })
  void no_text_of_a_submission_becomes_a_part_of_the_page(String text) throws Exception {
    Document expected = parsed(ClassPage.html(MadeClass.hostile("harmless")));
    Document page = parsed(ClassPage.html(MadeClass.hostile(text)));
    assertThat(outline(page)).isEqualTo(outline(expected));
    assertThat(text(page, "h1")).containsExactly("Results: " + text);
    assertThat(byId(page, "s0-0-1").getTextContent()).contains("ATest." + text);
    elements(page.getDocumentElement(), "a").stream()
        .map(link -> link.getAttribute("href"))
        .forEach(href -> assertThat(href).matches("#.*|\\.\\./\\.\\./[^#?]*"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`a\u0000b`, a\\u0000b",
        "`a\u001b[31mb`, a\\u001b[31mb",
        "`a\u0085b`, a\\u0085b",
        "`a\u202eb`, a\\u202eb",
        "`a\u2066b`, a\\u2066b",
        "`a\u200fb`, a\\u200fb",
        "`a\u2028b`, a\\u2028b",
        "`a\rb`, a\\u000db",
        "`a\uffffb`, a\\uffffb",
        "`\u05d0\u05d1`, \u05d0\u05d1",
        "`\ud83d\ude00`, \ud83d\ude00"
      })
  void invisible_characters_are_shown_as_numbers(String text, String shown) throws Exception {
    Document page = parsed(ClassPage.html(MadeClass.hostile(text)));
    assertThat(text(page, "h1")).containsExactly("Results: " + shown);
    assertThat(elements(byId(page, "r0"), "th").get(0).getAttribute("title")).isEqualTo(shown);
  }

  @Test
  void half_a_character_is_shown_as_its_number() {
    assertThat(PageText.escape("a\ud83d")).isEqualTo("a\\ud83d");
    assertThat(PageText.cut("a\ud83d\ude00", 2)).isEqualTo("a");
  }

  @Test
  void a_long_message_is_cut_and_says_where_the_whole_is() {
    String html = ClassPage.html(MadeClass.hostile("x".repeat(10_000)));
    assertThat(html)
        .contains("The first 4,000 of 10,000 characters. The rest is in result.json.")
        .contains("x".repeat(4_000) + "\u2026");
  }

  @Test
  void many_different_messages_are_cut_earlier_and_the_page_says_so() {
    String html = ClassPage.html(MadeClass.of(200, 0.5, 1500, true));
    assertThat(html)
        .containsPattern("is cut after \\d+ characters, and other messages after 125\\.");
    assertThat(ClassPage.html(MadeClass.of(200, 0.5, 1500, false)))
        .doesNotContain("To keep this page small");
  }

  @Test
  void each_link_leads_to_a_place_that_exists_once() throws Exception {
    Document page = parsed(ClassPage.html(MadeClass.of(40, 0.4, 600, false)));
    List<Element> all = elements(page.getDocumentElement(), "*");
    List<String> ids =
        all.stream().map(each -> each.getAttribute("id")).filter(id -> !id.isEmpty()).toList();
    assertThat(ids).doesNotHaveDuplicates();
    List<String> targets =
        all.stream()
            .map(each -> each.getAttribute("href"))
            .filter(href -> href.startsWith("#"))
            .map(href -> href.substring(1))
            .toList();
    assertThat(targets).hasSizeGreaterThan(500);
    assertThat(ids).containsAll(targets);
    assertThat(ids)
        .containsAll(
            all.stream()
                .map(each -> each.getAttribute("data-as"))
                .filter(id -> !id.isEmpty())
                .toList());
  }

  @ParameterizedTest
  @CsvSource({"0.3, 600, true", "0.3, 1500, true", "0.5, 1500, false", "0.7, 1500, false"})
  void a_class_of_two_hundred_is_one_file_of_less_than_five_megabytes(
      double failures, int messageLength, boolean messagesDiffer) {
    String html = ClassPage.html(MadeClass.of(200, failures, messageLength, messagesDiffer));
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isBetween(2_000_000, 5_000_000);
    assertThat(html).doesNotContain("http:", "https:", "src=", "<link", "@import", "url(");
  }

  @Test
  void a_class_without_students_has_a_page() throws Exception {
    Document page = parsed(ClassPage.html(MadeClass.of(0, 0, 0, false)));
    assertThat(text(page, "p").get(0)).isEqualTo("0 submissions, 8 lessons.");
  }

  @ParameterizedTest
  @CsvSource({"0, c0", "0.01, c1", "0.3333333, c1", "0.34, c2", "0.67, c3", "0.99, c3", "1, c4"})
  void the_colour_says_how_much_is_there(double part, String colour) {
    assertThat(HeatMap.colour(part)).isEqualTo(colour);
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1200})
  void in_a_browser_it_is_sorted_and_links_open_the_messages(int width) throws Exception {
    Map<?, ?> seen =
        Browser.seen(
            folder,
            ClassPage.html(SMALL),
            width,
            """
            const names = () => [...page.querySelectorAll("#map tbody th")].map(each => each.textContent);
            const press = id => page.querySelector("#" + id + " button").click();
            const pause = () => new Promise(done => setTimeout(done, 100));
            say("by name", names().join());
            press("byTotal");
            say("lowest first", names().join());
            press("byTotal");
            say("highest first", names().join());
            say("sorted", page.getElementById("byTotal").getAttribute("aria-sort"));
            press("byName");
            say("by name again", names().join());
            say("closed", page.getElementById("s1").open);
            page.querySelector("#r1 td a").click();
            await pause();
            say("open", page.getElementById("s1").open);
            say("others", page.getElementById("s2").open);
            page.getElementById("s1").open = false;
            page.querySelector("#r1 td a").click();
            await pause();
            say("open again", page.getElementById("s1").open);
            say("shared", page.querySelector("[data-as]").textContent);
            say("label", page.querySelector("#r1 td a").getAttribute("aria-label"));
            say("too wide", page.documentElement.scrollWidth > page.defaultView.innerWidth);
            """);
    assertThat(seen.get("by name")).isEqualTo("ada,bob,cy");
    assertThat(seen.get("lowest first")).isEqualTo("cy,bob,ada");
    assertThat(seen.get("highest first")).isEqualTo("ada,bob,cy");
    assertThat(seen.get("sorted")).isEqualTo("descending");
    assertThat(seen.get("by name again")).isEqualTo("ada,bob,cy");
    assertThat(seen.get("closed")).isEqualTo(false);
    assertThat(seen.get("open")).isEqualTo(true);
    assertThat(seen.get("others")).isEqualTo(false);
    assertThat(seen.get("open again")).isEqualTo(true);
    assertThat(seen.get("shared")).isEqualTo(LONG_MESSAGE);
    assertThat(seen.get("label"))
        .isEqualTo("bob, 04-flags step 2: 5 of 10, first failed: b is two");
    assertThat(seen.get("too wide")).isEqualTo(false);
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1200})
  void no_text_makes_the_page_wider_than_the_window(int width) throws Exception {
    Map<?, ?> seen =
        Browser.seen(
            folder,
            ClassPage.html(MadeClass.hostile("x".repeat(3_000))),
            width,
            """
            page.querySelectorAll("details").forEach(each => { each.open = true; });
            say("width", page.documentElement.scrollWidth);
            say("map", page.querySelector("#map").offsetWidth > 100);
            """);
    assertThat((Double) seen.get("width")).isLessThanOrEqualTo(width);
    assertThat(seen.get("map")).isEqualTo(true);
  }

  private static StudentResult student(
      String name, long millis, String note, List<NotCompiled> notCompiled, StepResult... steps) {
    double score = List.of(steps).stream().mapToDouble(StepResult::score).sum();
    double max = List.of(steps).stream().mapToDouble(StepResult::max).sum();
    LessonResult lesson =
        new LessonResult(1, "04-flags", score, max, notCompiled, note, millis, List.of(steps));
    return new StudentResult(name, score, max, List.of(lesson));
  }

  private static StepResult step(int number, boolean passed) {
    String name = "Step" + number + "Test.";
    TestGrade first = new TestGrade(name + "a_is_one", TestGrade.PASSED, 5, 5, "", 1);
    TestGrade second =
        passed
            ? new TestGrade(name + "b_is_two", TestGrade.PASSED, 5, 5, "", 1)
            : new TestGrade(name + "b_is_two", "failed", 0, 5, LONG_MESSAGE, 1);
    return new StepResult(number, "A lock", passed ? 10 : 5, 10, List.of(first, second));
  }

  private static Document parsed(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static List<Element> elements(Element in, String tag) {
    NodeList nodes = in.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static List<String> text(Document page, String tag) {
    return elements(page.getDocumentElement(), tag).stream()
        .map(each -> each.getTextContent().strip())
        .toList();
  }

  private static List<Integer> totals(Document page) {
    return elements(byId(page, "totals"), "td").stream()
        .map(each -> Integer.parseInt(each.getTextContent().strip()))
        .toList();
  }

  private static Element byId(Document page, String id) {
    return elements(page.getDocumentElement(), "*").stream()
        .filter(each -> each.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing has the id " + id));
  }

  /** The elements of a page and the names of their attributes, in order. */
  private static List<String> outline(Document page) {
    List<String> outline = new ArrayList<>();
    for (Element element : elements(page.getDocumentElement(), "*")) {
      StringBuilder line = new StringBuilder(element.getTagName());
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        line.append(' ').append(element.getAttributes().item(i).getNodeName());
      }
      outline.add(line.toString());
    }
    return outline;
  }
}
