package sharing.runner.grading;

import java.io.PrintStream;
import java.time.Duration;
import sharing.common.Stopwatch;

/**
 * Says how far the grading of a class is, and how long the rest may take: on a terminal in one line
 * that changes, otherwise in a line for each tenth. Any number of threads may use it.
 */
final class ClassProgress {
  private static final int LINES = 10;

  private final String lesson;
  private final int all;
  private final PrintStream out;
  private final boolean isTerminal = System.console() != null;
  private final Stopwatch watch = Stopwatch.start();
  private int done;
  private int graded;

  ClassProgress(String lesson, int all, PrintStream out) {
    this.lesson = lesson;
    this.all = all;
    this.out = out;
  }

  /**
   * One more is done.
   *
   * @param now whether it was graded now, and not before
   */
  synchronized void done(boolean now) {
    done++;
    graded += now ? 1 : 0;
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
    String text = done + " of " + all + " graded";
    if (done < all && graded > 0) {
      long left = watch.elapsedNanos() / graded * (all - done);
      text += ", " + Stopwatch.format(Duration.ofNanos(left).toNanos()) + " left at most";
    }
    return text;
  }

  /** All are done. */
  synchronized void end() {
    out.printf(
        "%s%s: %d submissions, %d of them graded now (%s)%n",
        isTerminal ? "\r" : "", lesson, all, graded, Stopwatch.format(watch.elapsedNanos()));
    out.flush();
  }
}
