package sharing.testkit.demonstration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Columns;
import sharing.testkit.SourceFiles;
import sharing.testkit.interleaver.Interleaver;

/**
 * A class that is right for one thread and wrong for several, as a demonstration shows it: its
 * lines, and a schedule that breaks it. Immutable.
 *
 * <p>It is in a package of its own, outside the package of the scenarios that use it: the {@link
 * Interleaver} pauses no thread in the code of a scenario.
 */
public final class WrongCode {
  /** The limit for schedules with one pause, and with two: a demonstration must be fast. */
  private static final int SCHEDULES = 50;

  private final Class<?> type;

  /**
   * @param type the class, whose source is where Maven or an IDE puts it
   */
  public WrongCode(Class<?> type) {
    this.type = type;
  }

  /**
   * The body of one of its methods: each line has its number, as in the columns of a schedule.
   *
   * @param method the name of the method; of several, the first one is shown
   * @return the lines, each with its end
   * @throws IOException if the source or the method is not found
   */
  public String listing(String method) throws IOException {
    Path file =
        SourceFiles.of(type, type.getSimpleName() + ".java")
            .orElseThrow(() -> new IOException("the source of " + type + " is not found"));
    List<String> lines = SourceFiles.lines(file);
    Pattern head = Pattern.compile(" *(public |private |static )*\\w+ " + method + "\\(.*\\{");
    int first =
        IntStream.range(0, lines.size())
            .filter(i -> head.matcher(lines.get(i)).matches())
            .findFirst()
            .orElseThrow(() -> new IOException(file + " has no method " + method));
    String indent = lines.get(first).replaceFirst("\\S.*", "");
    int end = lines.subList(first, lines.size()).indexOf(indent + "}") + first;
    return IntStream.range(first + 1, end)
        .mapToObj(i -> "%-5d%s\n".formatted(i + 1, lines.get(i).substring(indent.length() + 2)))
        .collect(Collectors.joining());
  }

  /**
   * A schedule that breaks the class, as columns.
   *
   * @param scenario its workers use the class
   * @return the lines, each with its end
   * @throws IllegalStateException if no schedule fails, or if columns cannot show why one fails
   */
  public String schedule(Class<? extends Interleaver.Scenario> scenario) throws Exception {
    try {
      Interleaver.assertHolds(scenario, SCHEDULES, type.getPackageName());
    } catch (CheckFailedError e) {
      String columns = Columns.of(e.failure().replay());
      if (columns.isEmpty()) {
        throw new IllegalStateException("there are no columns", e);
      }
      return columns.lines().map(line -> line + "\n").collect(Collectors.joining());
    }
    throw new IllegalStateException(type + " holds in all schedules of " + scenario);
  }
}
