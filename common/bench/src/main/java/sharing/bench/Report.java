package sharing.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes the report: one page that tells what was measured in all modules, and beside it the files
 * that its figures are computed from.
 */
public final class Report {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private Report() {}

  /**
   * Writes the report of the repository {@code arguments[0]} into its folder {@code [1]}.
   *
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if a lesson's {@code report.json} is wrong
   * @throws IllegalStateException if something was not measured that must be; it is printed, with
   *     its reason, and the report is written
   */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]).toRealPath();
    write(root, root.resolve(arguments[1]), System.out);
  }

  static void write(Path root, Path folder, PrintStream out) throws IOException {
    ReportOutline outline = ReportOutline.read(root);
    Results solutions = Results.read(root, "solutions", outline);
    Results lessons = Results.read(root, "lessons", outline);
    ReportPage page = new ReportPage(outline, solutions, lessons);
    Files.createDirectories(folder);
    Path html = folder.resolve("index.html");
    Files.writeString(html, page.html());
    page.writePictures(folder);
    copy(solutions, folder.resolve("solutions"));
    copy(lessons, folder.resolve("lessons"));
    out.printf("%nThe report is %s%n", root.relativize(html));
    Map<String, List<String>> gaps = page.gaps();
    gaps.forEach(
        (why, what) -> {
          out.println("  Not measured: " + why);
          what.forEach(gap -> out.println("    " + gap));
        });
    if (!gaps.isEmpty()) {
      throw new IllegalStateException("the report has gaps");
    }
  }

  private static void copy(Results results, Path to) throws IOException {
    for (var module : results.modules().entrySet()) {
      for (Path file : module.getValue().files()) {
        Path folder = Files.createDirectories(to.resolve(module.getKey()));
        Path copy = folder.resolve(file.getFileName());
        Files.writeString(copy, withoutPaths(Files.readString(file)));
      }
    }
  }

  /** JMH's results hold paths of this machine, which do not belong in a report. */
  private static String withoutPaths(String json) {
    JsonElement results = JsonParser.parseString(json);
    if (results.isJsonArray()) {
      for (JsonElement result : results.getAsJsonArray()) {
        result.getAsJsonObject().remove("jvm");
        result.getAsJsonObject().remove("jvmArgs");
      }
    }
    return GSON.toJson(results) + "\n";
  }
}
