package sharing.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
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

  /** Writes the report of the repository {@code arguments[0]} into its folder {@code [1]}. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]).toRealPath();
    Path folder = Files.createDirectories(root.resolve(arguments[1]));
    Results solutions = Results.read(root, "solutions");
    Results lessons = Results.read(root, "lessons");
    ReportPage page = new ReportPage(solutions, lessons);
    Path html = folder.resolve("index.html");
    List<ReportSection> chapters = ReportOutline.chapters();
    Files.writeString(html, page.html(chapters));
    page.writePictures(chapters.get(0), folder);
    copy(solutions, folder.resolve("solutions"));
    copy(lessons, folder.resolve("lessons"));
    System.out.printf("%nThe report is %s%n", root.relativize(html));
    Map<String, List<String>> gaps = page.gaps();
    gaps.forEach(
        (why, what) -> {
          System.out.println("  Not measured: " + why);
          what.forEach(gap -> System.out.println("    " + gap));
        });
    if (!gaps.isEmpty()) {
      throw new IllegalStateException("the report has gaps");
    }
  }

  private static void copy(Results results, Path to) throws IOException {
    for (var module : results.modules().entrySet()) {
      for (String name : List.of(Bench.RESULTS, Results.IN_C, Run.FILE)) {
        Path file = module.getValue().folder().resolve(name);
        if (Files.exists(file)) {
          Path folder = Files.createDirectories(to.resolve(module.getKey()));
          Files.writeString(folder.resolve(name), withoutPaths(Files.readString(file)));
        }
      }
    }
  }

  /** JMH's results hold paths of this machine, which are nobody else's business. */
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
