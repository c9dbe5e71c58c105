package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.runner.TestResult.Status;
import sharing.testkit.Failure;
import sharing.testkit.Failure.Place;
import sharing.testkit.Replay;
import sharing.testkit.Replay.Kind;
import sharing.testkit.Replay.Step;

/** The page on which a student steps through a schedule; in a browser, if there is one here. */
class ReplayPageTest {
  private static final Place INCREMENT = new Place("counter.Counter", "Counter.java", 4);

  @TempDir Path course;
  private Lesson lesson;
  private Path page;

  @BeforeEach
  void aLesson() throws IOException {
    lesson = new Lesson(course.resolve("lessons/05-file-counter"));
    Path sources = Files.createDirectories(lesson.sources().resolve("counter"));
    Files.writeString(
        sources.resolve("Counter.java"),
        "package counter;\nclass Counter {\n  long number;\n  long add() { return ++number; }\n}\n");
    page = lesson.dir().resolve(Path.of("target", "replay", "index.html"));
  }

  @Test
  void it_is_there_only_if_a_schedule_broke_the_answer() throws Exception {
    ReplayPage.write(lesson, run(lostUpdate("2")));
    assertThat(ReplayPage.in(lesson)).contains(page);
    ReplayPage.write(lesson, run(Failure.check("", "2", "1")));
    assertThat(ReplayPage.in(lesson)).isEmpty();
    assertThat(page).doesNotExist();
  }

  @Test
  void it_needs_no_network_and_no_text_ends_its_script() throws Exception {
    ReplayPage.write(lesson, run(lostUpdate("</script><b>2")));
    String html = Files.readString(page);
    assertThat(html)
        .doesNotContain("http:", "https:", "src=", "</script><b>")
        .contains("class Counter {", "writes number: 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1200})
  void it_is_stepped_through_by_keys_and_buttons(int width) throws Exception {
    ReplayPage.write(lesson, run(lostUpdate("2")));
    Map<?, ?> seen =
        inBrowser(
            width,
            """
            const key = name => page.dispatchEvent(new KeyboardEvent("keydown", {key: name, bubbles: true}));
            const press = id => page.getElementById(id).click();
            const state = () => page.getElementById("where").textContent + "; "
              + page.getElementById("now").textContent + "; "
              + [...page.querySelectorAll("#shared td")].map(cell => cell.textContent).join("=");
            say("begins", state());
            say("broken", page.querySelector("tr.broken").textContent);
            key("Home");
            say("Home", state());
            say("back at the beginning", page.getElementById("back").disabled);
            key("ArrowRight");
            press("forward");
            say("two on", state());
            say("line", page.querySelector(".here").textContent);
            key("ArrowLeft");
            press("back");
            press("last");
            say("last", state());
            page.querySelectorAll("#steps tbody tr")[2].click();
            say("row", state());
            say("too wide", page.documentElement.scrollWidth > page.defaultView.innerWidth);
            """);
    assertThat(seen.get("begins"))
        .isEqualTo("step 5 of 5; worker 1: writes number: 1. Here the code breaks.; number=1");
    assertThat(seen.get("broken")).isEqualTo("4  writes number: 1");
    assertThat(seen.get("Home")).isEqualTo("step 0 of 5; Nothing has been done yet.; ");
    assertThat(seen.get("back at the beginning")).isEqualTo(true);
    assertThat(seen.get("two on")).isEqualTo("step 2 of 5; worker 1: paused; number=0");
    assertThat(seen.get("line").toString()).contains("4", "long add() { return ++number; }");
    assertThat(seen.get("last")).isEqualTo(seen.get("begins"));
    assertThat(seen.get("row")).isEqualTo("step 3 of 5; worker 2: reads number: 0; number=0");
    assertThat(seen.get("too wide")).isEqualTo(false);
  }

  private Map<?, ?> inBrowser(int width, String script) throws Exception {
    return Browser.seen(course, Files.readString(page), width, script);
  }

  private static Failure lostUpdate(String expected) {
    List<Step> steps =
        List.of(
            action("Worker 1", "reads", "0"),
            Step.of("Worker 1", Kind.PAUSED, INCREMENT),
            action("Worker 2", "reads", "0"),
            action("Worker 2", "writes", "1"),
            action("Worker 1", "writes", "1"));
    Replay replay = new Replay(List.of("Worker 1", "Worker 2"), steps, 4);
    return Failure.check("Worker 1 was paused.", expected, "1").withReplay(replay);
  }

  private static Step action(String actor, String does, String value) {
    String did = does + " number";
    return new Step(actor, Kind.ACTION, INCREMENT, did + ": " + value, did, "number", value);
  }

  private static TestRun run(Failure failure) {
    TestResult result =
        new TestResult(
            3,
            "A lock",
            "LockedCounterTest",
            "no_pause_loses_an_increment",
            "No increment is lost.",
            Status.FAILED,
            failure,
            "",
            1);
    return new TestRun(List.of(result), Optional.empty(), "", Optional.empty(), 1);
  }
}
