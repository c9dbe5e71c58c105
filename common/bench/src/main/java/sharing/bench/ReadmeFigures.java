package sharing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The figures in the READMEs of the lessons: tables between two markers, {@code <!-- figures: NAME
 * -->} and {@code <!-- /figures -->}, from the committed results of the report. The lesson's {@code
 * report.json} says what a table shows, and which sentences the results must bear out. No other
 * sentence about the measurements has a figure.
 */
public final class ReadmeFigures {
  private static final Pattern TABLE =
      Pattern.compile("(?s)<!-- figures: ([^>]*?) -->\n.*?<!-- /figures -->");

  private static final Pattern MEASURED =
      Pattern.compile("(?s)\n## What to measure\n.*?(?=\n## |\\z)");

  private static final Pattern FIGURE =
      Pattern.compile("\\d[\\d.,]*\\s(?:%|ns\\b|µs\\b|ms\\b|s\\b|times\\b)");

  private ReadmeFigures() {}

  /**
   * Writes the tables into the READMEs of the course in the folder {@code arguments[0]}.
   *
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if a lesson's {@code report.json} is wrong
   * @throws IllegalStateException if a README and its {@code report.json} do not fit together, or
   *     the results contradict a README; all tables are written
   */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]).toRealPath();
    write(root);
    List<String> faults = faults(root);
    faults.forEach(fault -> System.out.println("  " + fault));
    if (!faults.isEmpty()) {
      throw new IllegalStateException("the READMEs and the results do not agree");
    }
  }

  /** Writes the tables of all lessons. */
  static void write(Path root) throws IOException {
    ReportOutline outline = ReportOutline.read(root);
    Results results = Results.committed(root, outline);
    for (LessonOutline lesson : outline.lessons().values()) {
      Path file = readme(root, lesson);
      if (Files.exists(file)) {
        Files.writeString(file, filled(Files.readString(file), lesson, results));
      }
    }
  }

  /** Where the READMEs differ from the committed results, or from the files that describe them. */
  static List<String> faults(Path root) throws IOException {
    ReportOutline outline = ReportOutline.read(root);
    Results results = Results.committed(root, outline);
    List<String> faults = new ArrayList<>();
    for (LessonOutline lesson : outline.lessons().values()) {
      Path file = readme(root, lesson);
      if (Files.exists(file)) {
        String text = Files.readString(file).replace("\r\n", "\n");
        faults(text, lesson, results)
            .forEach(fault -> faults.add("lessons/" + lesson.lesson() + "/README.md: " + fault));
      }
    }
    return faults;
  }

  private static Path readme(Path root, LessonOutline lesson) {
    return root.resolve(Path.of("lessons", lesson.lesson(), "README.md"));
  }

  private static String filled(String readme, LessonOutline lesson, Results results) {
    return replaced(
        readme,
        marked ->
            lesson.tables().stream()
                .filter(table -> table.name().equals(marked.group(1)))
                .findFirst()
                .map(
                    table ->
                        String.format(
                            "<!-- figures: %s -->\n\n%s\n<!-- /figures -->",
                            table.name(), table.markdown(results)))
                .orElse(marked.group()));
  }

  private static String replaced(String readme, Function<MatchResult, String> by) {
    return TABLE.matcher(readme).replaceAll(m -> Matcher.quoteReplacement(by.apply(m)));
  }

  private static List<String> faults(String readme, LessonOutline lesson, Results results) {
    List<String> faults = new ArrayList<>();
    Set<String> marked =
        TABLE
            .matcher(readme)
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> described =
        lesson.tables().stream()
            .map(FigureTable::name)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!marked.equals(described)) {
      faults.add("it has the tables " + marked + ", but report.json has " + described);
    }
    if (!filled(readme, lesson, results).equals(readme)) {
      faults.add(
          "its tables differ from the committed results; mvn verify -Pbench -pl docs"
              + " -Dfigures=write writes them");
    }
    String prose = replaced(readme, table -> "").replaceAll("\\s+", " ");
    for (Claim claim : lesson.claims()) {
      if (!prose.contains(claim.says())) {
        faults.add("it lacks a claim of report.json: \"" + claim.says() + "\"");
      }
      claim.contradiction(results).ifPresent(faults::add);
    }
    Matcher section = MEASURED.matcher(replaced(readme, table -> ""));
    if (section.find()) {
      String rest = section.group().replaceAll("\\s+", " ");
      for (Claim claim : lesson.claims()) {
        rest = rest.replace(claim.says(), "");
      }
      FIGURE
          .matcher(rest)
          .results()
          .forEach(
              figure ->
                  faults.add(
                      "\"" + figure.group() + "\" is in no table and in no claim of report.json"));
    }
    return faults;
  }
}
