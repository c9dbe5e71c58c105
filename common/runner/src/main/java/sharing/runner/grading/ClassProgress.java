package sharing.runner.grading;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import sharing.common.Stopwatch;

/**
 * Says how far the grading of a class is, and how long the rest may take: on a terminal in one line
 * that changes, otherwise in a line for each tenth. Any number of threads may use it.
 */
final class ClassProgress {

  /** Where the result of a submission comes from. */
  enum Origin {
    /** From the tests. */
    GRADED("graded"),
    /** From another submission of this run. */
    SAME_FILES("with the same files as another"),
    /** From an earlier run. */
    UNCHANGED("unchanged"),
    /** There was nothing to grade. */
    NO_ANSWER("without an answer");

    private final String words;

    Origin(String words) {
      this.words = words;
    }
  }

  private static final int LINES = 10;

  private final String lesson;
  private final int all;
  private final PrintStream out;
  private final boolean isTerminal = System.console() != null;
  private final Stopwatch watch = Stopwatch.start();
  private final Map<Origin, Integer> counts = new EnumMap<>(Origin.class);
  private int done;

  ClassProgress(String lesson, int all, PrintStream out) {
    this.lesson = lesson;
    this.all = all;
    this.out = out;
  }

  /** One more has a result. */
  synchronized void done(Origin origin) {
    done++;
    counts.merge(origin, 1, Integer::sum);
    boolean isTenth = done * LINES / all > (done - 1) * LINES / all;
    if (isTerminal) {
      out.printf("\r%s: %s   ", lesson, text());
      out.flush();
    } else if (isTenth) {
      out.printf("%s: %s%n", lesson, text());
      out.flush();
    }
  }

  private String text() {
    String text = done + " of " + all + " done";
    int graded = counts.getOrDefault(Origin.GRADED, 0);
    if (done < all && graded > 0) {
      long left = watch.elapsedNanos() / graded * (all - done);
      text += ", about " + Stopwatch.format(left) + " left";
    }
    return text;
  }

  /** All have a result. */
  synchronized void end() {
    String origins =
        counts.entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey().words)
            .collect(Collectors.joining(", "));
    out.printf(
        "%s%s: %d %s done: %s (%s)%n",
        isTerminal ? "\r" : "",
        lesson,
        all,
        all == 1 ? "submission" : "submissions",
        origins,
        Stopwatch.format(watch.elapsedNanos()));
    out.flush();
  }
}
