package sharing.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sharing.testkit.redis.RedisServer;

/**
 * A run of one module's benchmarks: when, where, how long each benchmark took, and what is missing.
 * It is stored as {@value #FILE} beside JMH's results.
 *
 * @param module the folder of the module, as in {@code lessons/04-flags}
 * @param length the value of {@code -Dbench}
 * @param date the day on which the run began
 * @param commit the commit that was checked out, "with changes" if files differed from it
 * @param cores how many cores the JVM may use
 * @param busy the part of all cores that was in use before the run began, from 0 to 1
 * @param jdk the version of the JDK
 * @param os the operating system, its version, and the kind of processor
 * @param redis the version of the Redis server, or the name and version of another kind of server;
 *     nothing if the module needs none
 * @param seconds how long each benchmark took in all, by its name; only those that were measured
 * @param missing why a benchmark was not measured, by its name
 */
record Run(
    String module,
    String length,
    String date,
    String commit,
    int cores,
    double busy,
    String jdk,
    String os,
    String redis,
    Map<String, Double> seconds,
    Map<String, String> missing) {
  static final String FILE = "run.json";

  /** What the reason begins with if a benchmark cannot run here, which is no fault. */
  static final String UNAVAILABLE = "unavailable: ";

  private static final Pattern VERSION = Pattern.compile("\\bv=(\\S+)");

  private static final List<String> SERVERS = List.of("redis-server", "valkey-server");

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
  private static final int LOAD_SAMPLE_MILLIS = 500;

  /** A run that begins now, with nothing measured yet. */
  static Run begin(Path folder, String module, String length) throws Exception {
    return new Run(
        module,
        length,
        LocalDate.now().toString(),
        checkedOut(folder),
        Runtime.getRuntime().availableProcessors(),
        busyCores(),
        Runtime.version().toString(),
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        serverVersions(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>());
  }

  /**
   * The last run of a module with this length, here or, for the committed report, elsewhere. It
   * tells how long another one will take.
   */
  static Optional<Run> before(Path module, String length) throws IOException {
    Path root = module.resolve(Path.of("..", ".."));
    Path committed =
        root.resolve(Path.of("docs", "report"))
            .resolve(module.getParent().getFileName())
            .resolve(module.getFileName());
    for (Path folder : new Path[] {module.resolve(Path.of("target", "bench")), committed}) {
      Optional<Run> run = read(folder).filter(r -> r.length().equals(length));
      if (run.isPresent()) {
        return run;
      }
    }
    return Optional.empty();
  }

  /** The JDK as people name it, as in 17. */
  int jdkFeature() {
    return Runtime.Version.parse(jdk).feature();
  }

  /** How many seconds its benchmarks took in all. */
  double total() {
    return seconds.values().stream().mapToDouble(s -> s).sum();
  }

  /** The run that was written last, if there is one that this version can read. */
  static Optional<Run> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    return Files.exists(file)
        ? Optional.ofNullable(GSON.fromJson(Files.readString(file), Run.class))
        : Optional.empty();
  }

  /**
   * The benchmarks that failed. One that cannot run here, or whose code is not written, did not.
   */
  List<String> failed() {
    return missing.entrySet().stream()
        .filter(m -> !m.getValue().startsWith("TODO step"))
        .filter(m -> !m.getValue().startsWith(UNAVAILABLE))
        .map(Map.Entry::getKey)
        .toList();
  }

  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(FILE), GSON.toJson(this) + "\n");
  }

  private static double busyCores() throws InterruptedException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    system.getCpuLoad(); // The first call only begins the time that the second one measures.
    Thread.sleep(LOAD_SAMPLE_MILLIS); // The load during this time is measured.
    return Math.max(0, Math.round(system.getCpuLoad() * 100) / 100.0);
  }

  private static String redisVersion() throws Exception {
    try {
      Class.forName("redis.embedded.RedisServer");
    } catch (ClassNotFoundException e) {
      return "";
    }
    return RedisServer.name(RedisServer.shared()).replaceFirst("^Redis ", "");
  }

  /** The same, and the versions of the servers on the {@code PATH}, which a benchmark compares. */
  private static String serverVersions() throws Exception {
    StringBuilder versions = new StringBuilder(redisVersion());
    for (String name : versions.isEmpty() ? List.<String>of() : SERVERS) {
      Optional<Path> program = RedisServer.find(name);
      if (program.isPresent()) {
        Matcher version = VERSION.matcher(said(Path.of(""), program.get().toString(), "--version"));
        versions.append(", ").append(name).append(' ');
        versions.append(version.find() ? version.group(1) : "of unknown version");
      }
    }
    return versions.toString();
  }

  private static String checkedOut(Path folder) throws IOException, InterruptedException {
    String head = said(folder, "git", "rev-parse", "--short", "HEAD");
    if (head.isEmpty()) {
      return "unknown";
    }
    String changes = said(folder, "git", "status", "--porcelain", "--untracked-files=no");
    return changes.isEmpty() ? head : head + ", with changes";
  }

  /** The output of a program; nothing if there is no such program, or if it fails. */
  private static String said(Path folder, String... command)
      throws IOException, InterruptedException {
    Process program;
    try {
      program = new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile()).start();
    } catch (IOException e) {
      return "";
    }
    String said =
        new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return program.waitFor() == 0 ? said : "";
  }
}
