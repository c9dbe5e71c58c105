package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.testkit.Replay;
import sharing.testkit.interleaver.Play.Board;
import sharing.testkit.threads.ProcessorTime;
import sharing.testkit.threads.WatchedCall;

/** A person moves the workers of a lesson's test. */
@ProcessorTime(seconds = 60)
class PlayConsoleTest {
  private static final String[] LOST_UPDATE = {"synchronized void increment", "void increment"};

  @TempDir private Path course;

  @Test
  void a_person_moves_to_a_broken_order_and_back() throws Exception {
    String screen = play(LOST_UPDATE, "", "1", "2", "2", "1", "u", "q");

    assertThat(parts(screen)).as("the screens, after what is said first").hasSize(6 + 1);
    assertThat(parts(screen).get(0))
        .contains("  1 2     14      count++;", "Next, it reads count.");
    assertThat(parts(screen).get(1))
        .contains(
            "after 1 move\n",
            "reads count: 0",
            "worker 1 is at Counter.java:14. Next, it writes count.");
    assertThat(parts(screen).get(4))
        .contains(
            "  This order breaks your code.\n"
                + "  Checked: get() after two increments\n"
                + "    Expected: 2\n"
                + "    Seen: 1\n"
                + "  There are 6 orders; 4 break your code.\n");
    assertThat(parts(screen).get(5)).contains("after 3 moves\n", "worker 2 has ended.");
  }

  @Test
  void each_screen_fits_in_a_terminal() throws Exception {
    String screen = play(LOST_UPDATE, "", "1", "2", "2", "1");

    assertThat(screen.lines().filter(line -> line.length() > 79)).isEmpty();
    assertThat(parts(screen).stream().filter(part -> part.lines().count() > 23)).isEmpty();
  }

  @Test
  void what_is_told_at_the_end_fits_too() throws Exception {
    String words = "word ".repeat(40).strip();
    Board board = new Board(List.of(), Replay.NONE, true, words, words, words);

    String screen = PlayScreen.of(new Lesson(course), "A scenario", board, 4, Optional.empty());

    assertThat(screen.lines().filter(line -> line.length() > 79)).isEmpty();
    assertThat(screen).contains("  Checked: word", "    Expected: word", "    Seen: word");
  }

  /** A test that waits for a person would seem to hang, and be ended after a few seconds. */
  @Test
  void nobody_is_waited_for_before_the_test_has_ended() throws Exception {
    SmallLesson small = new SmallLesson(course);
    small.answer(course, LOST_UPDATE);
    List<String> ended = new ArrayList<>();
    Reader person =
        new StringReader("q") {
          @Override
          public int read(char[] to, int offset, int length) throws IOException {
            ended.addAll(endedTests());
            return super.read(to, offset, length);
          }
        };

    WatchedCall.bounded(() -> small.play("SharedCountTest", person));

    assertThat(ended).as("the tests that had ended when a command was read").isNotEmpty();
  }

  /** What the events say that the JVM of the tests writes. */
  private List<String> endedTests() throws IOException {
    try (Stream<Path> files = Files.walk(course)) {
      List<String> ended = new ArrayList<>();
      for (Path events : files.filter(file -> file.endsWith("events-1")).toList()) {
        ended.addAll(
            Files.readAllLines(events).stream().filter(line -> line.contains("ENDED")).toList());
      }
      return ended;
    }
  }

  @Test
  void an_order_that_breaks_is_shown_on_request() throws Exception {
    assertThat(play(LOST_UPDATE, "SharedCountTest", "s"))
        .contains("after 4 moves\n", "This order breaks your code.");
  }

  @Test
  void what_cannot_be_done_is_said() throws Exception {
    assertThat(play(LOST_UPDATE, "SharedCountTest", "1", "1", "1", "3", "x"))
        .contains(">   worker 1 has ended.\n")
        .contains("There is no worker 3.", "There is no command \"x\".");
  }

  @Test
  void no_order_breaks_a_right_answer() throws Exception {
    assertThat(play(new String[0], "SharedCountTest", "s")).contains("none breaks your code");
  }

  @Test
  void without_a_failing_test_one_must_be_named() throws Exception {
    assertThat(play(new String[0], ""))
        .endsWith(
            "All tests pass. To play one, name it:\n"
                + "  mvn test -pl lessons/09-small -Dplay=CountTest");
  }

  @Test
  void a_test_without_workers_is_none_to_play() throws Exception {
    assertThat(play(LOST_UPDATE, "CountTest"))
        .contains("None of these tests has workers that can be moved");
  }

  @Test
  void a_step_that_is_not_written_is_none_to_play() throws Exception {
    String[] skeleton = {
      "count++;", "throw new UnsupportedOperationException(\"TODO step 1: count one more\");"
    };
    assertThat(play(skeleton, "")).contains("is not written yet.\nThere is nothing to move.");
  }

  @Test
  void the_schedule_that_broke_the_code_is_run_again() throws Exception {
    SmallLesson small = new SmallLesson(course);
    small.answer(course, LOST_UPDATE);
    String report = WatchedCall.bounded(small::report);
    assertThat(report).contains("Run it alone: mvn test -pl lessons/09-small -Dreplay");

    assertThat(WatchedCall.bounded(small::replay))
        .contains("Expected: 2", "The test tries many schedules. This is number 2.", "paused");
  }

  @Test
  void the_schedule_is_found_where_lines_have_moved_and_holds_when_the_code_is_right()
      throws Exception {
    SmallLesson small = new SmallLesson(course);
    small.answer(course, LOST_UPDATE);
    WatchedCall.bounded(small::report);
    small.answer(course, "synchronized void increment() {", "void increment() {\n\n\n");
    assertThat(WatchedCall.bounded(small::replay)).contains("Expected: 2", "Counter.java:17");
    small.answer(course);
    assertThat(WatchedCall.bounded(small::replay))
        .contains(
            "Your code passes in this schedule now. Run all tests:\n"
                + "  mvn test -pl lessons/09-small\n");
  }

  @Test
  void a_schedule_whose_place_is_gone_is_said_to_be() throws Exception {
    SmallLesson small = new SmallLesson(course);
    small.answer(course, LOST_UPDATE);
    WatchedCall.bounded(small::report);
    small.answer(
        course,
        "private int count;",
        "private final java.util.concurrent.atomic.AtomicInteger all =\n"
            + "      new java.util.concurrent.atomic.AtomicInteger();",
        "count++;",
        "all.incrementAndGet();",
        "return count;",
        "return all.get();");
    assertThat(WatchedCall.bounded(small::replay))
        .contains("it does not reach it: the code has changed there. Run all tests.");
  }

  private String play(String[] edits, String test, String... commands) throws Exception {
    SmallLesson small = new SmallLesson(course);
    small.answer(course, edits);
    return WatchedCall.bounded(() -> small.play(test, commands));
  }

  /** What stands between two prompts. */
  private static List<String> parts(String screen) {
    return List.of(screen.split("(?m)^> "));
  }
}
