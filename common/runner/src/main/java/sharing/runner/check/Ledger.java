package sharing.runner.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file that says how often each variant was judged, and how often wrongly: lines for each
 * variant, condition and JDK, in tab-separated columns. A soak can be stopped, and continues with
 * the runs that are missing.
 *
 * @param file the file; it need not exist
 * @param condition what was special about the machine or the JVM, in one word
 * @param commit what was checked out
 */
record Ledger(Path file, String condition, String commit) {
  private static final String JDK = Integer.toString(Runtime.version().feature());

  /** How often this variant was judged under this condition, on this JDK. Any thread may call. */
  synchronized int runs(String lesson, String variant) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    String begin = String.join("\t", condition, JDK, lesson, variant, "");
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(begin))
        .mapToInt(line -> Integer.parseInt(line.substring(begin.length()).split("\t", 2)[0]))
        .sum();
  }

  /** Adds a line. May be called by any thread. */
  synchronized void add(String lesson, String variant, int runs, int wrong, long slowestMillis)
      throws IOException {
    String line =
        String.join(
            "\t",
            condition,
            JDK,
            lesson,
            variant,
            Integer.toString(runs),
            Integer.toString(wrong),
            Long.toString(slowestMillis),
            commit);
    Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
