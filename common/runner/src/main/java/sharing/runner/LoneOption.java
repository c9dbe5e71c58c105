package sharing.runner;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An option that cannot be combined with some others, because it has no use for them, and no option
 * may be ignored without a word.
 */
public enum LoneOption {
  DEMO("runs no tests", andOthers("play", "replay")),
  PLAY("plays one test, as in -Dplay=SomeTest", andOthers("replay")),
  STUDENT("writes the student edition", andOthers("play", "replay", "demo")),
  SUBMISSIONS("grades a class", List.of("submission", "format")),
  REPLAY("runs one schedule of one test", List.of("step", "test", "watch"));

  /** The options of a run of the tests, and of grading. */
  private static final class OfRun {
    private static final List<String> ALL =
        List.of("hint", "step", "test", "debug", "watch", "progress", "submission", "submissions");
  }

  private final String does;
  private final List<String> others;

  LoneOption(String does, List<String> others) {
    this.does = does;
    this.others = others;
  }

  private static List<String> andOthers(String... more) {
    return Stream.concat(OfRun.ALL.stream(), Stream.of(more)).toList();
  }

  /**
   * The fault of a command that combines this option with another one, as a sentence; or nothing.
   *
   * @param properties gives the value of an option; null if it was not typed
   */
  public Optional<String> fault(UnaryOperator<String> properties) {
    return others.stream()
        .filter(other -> properties.apply(other) != null)
        .findFirst()
        .map(
            other ->
                "-D%s %s, so it cannot be combined with -D%s."
                    .formatted(name().toLowerCase(Locale.ROOT), does, other));
  }
}
