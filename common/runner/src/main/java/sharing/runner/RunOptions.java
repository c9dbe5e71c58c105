package sharing.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sharing.testkit.threads.Debugging;

/**
 * The options of a student's command, from system properties.
 *
 * @param filter which tests run
 * @param hint {@code -Dhint}: null for no hint, a number for that hint, anything else for the first
 * @param debug {@code -Ddebug}, or Surefire's {@code -Dmaven.surefire.debug}: null for no debugger,
 *     options of a JVM if they begin with a dash, anything else for a debugger on port {@value
 *     #PORT}
 * @param again the one schedule that is run; null for all
 */
record RunOptions(TestFilter filter, String hint, String debug, LastSchedule again) {
  static final RunOptions NONE = new RunOptions(TestFilter.ALL, null, null);

  private static final String PORT = "5005";

  /** Options that ask for all schedules. */
  RunOptions(TestFilter filter, String hint, String debug) {
    this(filter, hint, debug, null);
  }

  /** The options in this JVM's properties. */
  static RunOptions ofProperties() {
    String debug = System.getProperty("debug", System.getProperty("maven.surefire.debug"));
    return new RunOptions(TestFilter.ofProperties(), System.getProperty("hint"), debug);
  }

  /** The fault of the options, as a sentence for the person who typed them; or nothing. */
  Optional<String> fault() {
    // In a checkout that can grade, Maven calls another program for the first two.
    Optional<String> forInstructors = typed("submission", "submissions");
    if (forInstructors.isPresent()) {
      return forInstructors.map(
          option -> "-D" + option + " is for instructors: this checkout is for students.");
    }
    Optional<String> ofGrading = typed("weights", "format", "again");
    if (ofGrading.isPresent()) {
      return ofGrading.map(
          option -> "-D" + option + " is for grading: add -Dsubmission=DIR, or -Dsubmissions=DIR.");
    }
    return isReplay()
        ? LoneOption.REPLAY.fault(System::getProperty).or(filter::fault)
        : filter.fault();
  }

  private static Optional<String> typed(String... options) {
    return Stream.of(options).filter(option -> System.getProperty(option) != null).findFirst();
  }

  /** Whether {@code -Dreplay} asks for the last schedule that broke the code. */
  static boolean isReplay() {
    return System.getProperty("replay") != null;
  }

  /** The same, for one schedule of one test. */
  RunOptions again(LastSchedule schedule) {
    return new RunOptions(TestFilter.named(List.of(schedule.test())), hint, debug, schedule);
  }

  /** Whether a debugger attaches to the JVM of the tests. */
  boolean isDebugged() {
    return debug != null;
  }

  /** More options for the JVM of the tests. */
  List<String> jvmOptions() {
    List<String> options = new ArrayList<>();
    if (again != null) {
      options.add(again.option());
    }
    if (!isDebugged()) {
      return options;
    }
    String agent =
        debug.startsWith("-")
            ? debug
            : "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=localhost:" + PORT;
    options.addAll(List.of(agent, Debugging.OPTION));
    return options;
  }

  /** The notice for a person who attaches a debugger. */
  String debugNotice() {
    return debug.startsWith("-")
        ? "The tests run with " + debug
        : "The tests wait for a debugger at localhost:" + PORT + ". Time limits are off.";
  }
}
