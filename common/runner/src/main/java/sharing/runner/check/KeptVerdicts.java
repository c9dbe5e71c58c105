package sharing.runner.check;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import sharing.runner.Fingerprint;
import sharing.runner.Lesson;
import sharing.runner.TestResult;
import sharing.testkit.redis.RedisServer;

/**
 * The verdicts of earlier checks of one lesson, each in a file whose name is a hash of all that the
 * verdict depends on: the page (or the skeleton), the solution, the classes of the tests that judge
 * it, the engine and the libraries, the JDK, the machine, the Redis server, and the options. A
 * changed input changes the name, so the verdict is not found. Only verdicts without a fault are
 * kept. {@code mvn clean} deletes them. Any number of threads may use an object.
 */
final class KeptVerdicts {
  private static final Path FOLDER = Path.of("target", "verdicts");

  private final Path folder;
  private final String lesson;

  /** What a file contains. */
  private record Kept(String verdict, String said, List<TestResult> tests, long nanos) {}

  /**
   * @param classPath of the lesson's tests, with the engine, but without the lesson's own classes
   */
  KeptVerdicts(Lesson solution, String classPath, CheckOptions options) throws IOException {
    folder = solution.dir().resolve(FOLDER);
    Fingerprint all =
        new Fingerprint()
            .addClassPath(classPath)
            .add("solution", "")
            .add(solution.sources())
            .add("options", options.isQuick() + " " + options.jvmOptions())
            .add("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    for (String property : List.of("java.home", "java.vm.name", "java.vm.version", "os.version")) {
      all.add(property, System.getProperty(property));
    }
    lesson = addServer(all, value("REDIS_URL"), value("PATH")).hex();
  }

  private static String value(String variable) {
    return Optional.ofNullable(System.getenv(variable)).orElse("");
  }

  /** Adds the server that the tests would use with these values of the environment. */
  static Fingerprint addServer(Fingerprint all, String redisUrl, String path) throws IOException {
    all.add("REDIS_URL", redisUrl);
    Optional<Path> server = RedisServer.onPath(path);
    if (server.isPresent()) {
      Path file = server.get();
      all.add(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
    }
    return all;
  }

  /**
   * The name under which a verdict is kept.
   *
   * @param variant the name of the variant
   * @param page the text of its page; for the skeleton, its code; empty for the solution
   * @param tests the classes that judge it, and the classes that these use
   */
  String name(String variant, String page, List<Path> tests) throws IOException {
    Fingerprint all =
        new Fingerprint().add("lesson", lesson).add("variant", variant).add("page", page);
    for (Path test : tests) {
      all.add(test.toString(), "").add(test);
    }
    return all.hex();
  }

  /** The outcome that is kept under a name, or nothing. */
  Optional<VariantOutcome> find(String variant, String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Kept kept;
    try {
      kept = new Gson().fromJson(Files.readString(file), Kept.class);
    } catch (JsonParseException e) {
      return Optional.empty();
    }
    if (kept == null || kept.verdict() == null || kept.said() == null || kept.tests() == null) {
      return Optional.empty(); // The file is not whole.
    }
    VariantVerdict verdict = new VariantVerdict(kept.verdict(), kept.said(), Optional.empty());
    return Optional.of(new VariantOutcome(variant, verdict, kept.tests(), 0, 0, kept.nanos()));
  }

  /** Keeps an outcome, unless it has a fault. */
  void keep(String name, VariantOutcome outcome) throws IOException {
    VariantVerdict verdict = outcome.verdict();
    if (verdict.fault().isPresent()) {
      return;
    }
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, "part", "");
    Kept kept = new Kept(verdict.verdict(), verdict.said(), outcome.tests(), outcome.nanos());
    Files.writeString(part, new Gson().toJson(kept));
    Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }
}
