package sharing.testkit.redis;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;
import sharing.common.ChildJvm;
import sharing.testkit.TemporaryFolder;
import sharing.testkit.processes.ChildProcesses;

/**
 * A real Redis server. It listens only on this machine's loopback address, on a port of its own,
 * and writes no file unless asked to. It ends with this JVM, however this JVM ends.
 *
 * <p>The program is the {@code redis-server} or {@code valkey-server} on the {@code PATH} or, if
 * there is none, the one in the library {@code embedded-redis}. Valkey is a server that clients of
 * Redis can use.
 *
 * <p>Its methods are for one thread at a time.
 */
public final class RedisServer implements AutoCloseable {
  private static final String VARIABLE = "REDIS_URL";

  private static final Pattern ADDRESS =
      Pattern.compile("redis://([^/@?#:\\s]+|\\[[0-9a-fA-F:.]+])(?::(\\d{1,5}))?(?:/0?)?");

  /**
   * Valkey reports both versions: its own one, and that of the Redis that it is compatible with.
   */
  private static final Pattern VERSION = Pattern.compile("(?m)^redis_version:(\\S+)");

  private static final Pattern VALKEY_VERSION = Pattern.compile("(?m)^valkey_version:(\\S+)");

  /** The programs, in the order in which one folder is searched. */
  private static final List<String> PROGRAMS =
      List.of("redis-server", "redis-server.exe", "valkey-server");

  private static final Pattern PASSWORD = Pattern.compile("//[^/]*@");

  private static final String NOT_THE_ANSWER =
      "The test needs a Redis server, and there is none: your answer is not the cause.\n";

  private static final String REMEDY =
      "Install Redis or Valkey so that redis-server or valkey-server is on the PATH, or set "
          + VARIABLE
          + " to a server that nothing else uses, such as redis://localhost:6379";

  /** If a server writes a lot, the reason is at the end. */
  private static final int LAST_WORDS = 2_000;

  private static URI shared;

  private static String sharedName;

  /** Why there is no shared server, kept because trying again would take as long. */
  private static String whyNone;

  /**
   * The program of a server.
   *
   * @param isBundled whether it came with the library
   */
  private record Program(Path file, boolean isBundled) {
    private String needs() {
      return isBundled
          ? "This program comes with the library embedded-redis. On Linux for x86-64,"
              + " it needs glibc 2.34 or later and OpenSSL 3 (libssl.so.3 and libcrypto.so.3).\n"
          : "This is the first redis-server or valkey-server on the PATH.\n";
    }
  }

  private final ChildJvm guard;
  private final Program program;
  private final int port;

  private RedisServer(ChildJvm guard, Program program, int port) {
    this.guard = guard;
    this.program = program;
    this.port = port;
  }

  /**
   * The server that this JVM uses: the one that the environment variable {@code REDIS_URL} names,
   * or one that the first call starts. Any thread may call this.
   *
   * @return {@code redis://host:port}
   * @throws IOException if there is no server and none can be started; the message says what to do
   */
  public static synchronized URI shared() throws IOException, InterruptedException {
    if (whyNone != null) {
      throw new IOException(whyNone);
    }
    if (shared == null) {
      String given = System.getenv(VARIABLE);
      try {
        if (given != null && !given.isBlank()) {
          shared = given(given);
          sharedName = name(shared) + ", at the address in " + VARIABLE;
        } else {
          RedisServer own = start();
          shared = own.uri();
          sharedName =
              name(shared) + ", from " + (own.program.isBundled() ? "embedded-redis" : "the PATH");
        }
      } catch (IOException e) {
        whyNone = e.getMessage();
        throw e;
      }
    }
    return shared;
  }

  /**
   * The kind, version and origin of the server of {@link #shared()}: {@code Redis 7.2.4, from the
   * PATH}. Empty as long as there is no server. Any thread may call this.
   */
  public static synchronized Optional<String> sharedName() {
    return Optional.ofNullable(sharedName);
  }

  /**
   * The kind and version of a server: {@code Redis 7.2.4}, or {@code Valkey 9.1.2}.
   *
   * @param uri {@code redis://host:port}
   * @throws IOException if there is no server at this address
   */
  public static String name(URI uri) throws IOException {
    try (RespClient connection = new RespClient(uri)) {
      String server = connection.ask("INFO", "server");
      Matcher valkey = VALKEY_VERSION.matcher(server);
      if (valkey.find()) {
        return "Valkey " + valkey.group(1);
      }
      Matcher redis = VERSION.matcher(server);
      return redis.find() ? "Redis " + redis.group(1) : "A Redis server of unknown version";
    }
  }

  private static URI given(String text) throws IOException {
    Matcher address = ADDRESS.matcher(text.strip());
    String masked = PASSWORD.matcher(text).replaceAll("//***@");
    if (!address.matches()) {
      throw new IOException(
          NOT_THE_ANSWER
              + VARIABLE
              + " is "
              + masked
              + ", and must be redis://host or redis://host:port: the tests use no password, no TLS,"
              + " and no database but the first.");
    }
    String port = address.group(2) == null ? "6379" : address.group(2);
    try {
      // A host may have a name that is allowed to no URI, with an underscore.
      String host = InetAddress.getByName(address.group(1)).getHostAddress();
      URI uri =
          URI.create("redis://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
      try (RespClient connection = new RespClient(uri)) {
        connection.ask("PING");
      }
      return uri;
    } catch (IOException e) {
      throw new IOException(
          NOT_THE_ANSWER
              + "There is no Redis server at "
              + masked
              + ", where "
              + VARIABLE
              + " points: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Starts a server of the caller's own, whatever {@code REDIS_URL} says.
   *
   * @throws IOException if none can be started; the message says what to do
   */
  public static RedisServer start() throws IOException, InterruptedException {
    return start(inMemory());
  }

  /**
   * Starts a server of the caller's own that keeps no file, with a given program.
   *
   * @param name as for {@link #find}; the program must take the options of {@code redis-server}
   * @return empty if there is no such program
   * @throws IOException if it cannot be started; the message says what it printed
   */
  public static Optional<RedisServer> start(String name) throws IOException, InterruptedException {
    Optional<Path> file = find(name);
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(start(new Program(file.get(), false), inMemory()));
  }

  /**
   * The first program with a name on the {@code PATH}. Any thread may call this.
   *
   * @param name as in {@code redis-server}; on Windows, with {@code .exe}
   */
  public static Optional<Path> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name).toAbsolutePath())
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private static List<String> inMemory() {
    return List.of("--appendonly", "no", "--dir", System.getProperty("java.io.tmpdir"));
  }

  /**
   * Starts a server of the caller's own that keeps a file of all writes, and reads it when it is
   * started again. With {@code always}, nothing that it has answered is lost when it is stopped.
   *
   * @param folder where the file is; it is there already, and stays when the server ends
   * @param fsync when the file reaches the disk, as in {@code appendfsync}: {@code always}, {@code
   *     everysec} or {@code no}
   * @throws IOException if none can be started; the message says what to do
   */
  public static RedisServer startDurable(Path folder, String fsync)
      throws IOException, InterruptedException {
    return start(
        List.of("--appendonly", "yes", "--appendfsync", fsync, "--dir", folder.toString()));
  }

  private static RedisServer start(List<String> options) throws IOException, InterruptedException {
    Program program;
    try {
      program = program();
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          NOT_THE_ANSWER
              + "There is no redis-server and no valkey-server on the PATH, and the library"
              + " embedded-redis has none for this machine: "
              + e.getMessage()
              + "\n"
              + REMEDY,
          e);
    }
    return start(program, options);
  }

  private static RedisServer start(Program program, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(options);
    command.add(0, program.file().toString());
    ChildJvm guard = ChildJvm.start(RedisSupervisor.class, command.toArray(String[]::new));

    ChildProcesses.letBe(guard.handle());
    try {
      return new RedisServer(guard, program, Integer.parseInt(ask(guard, program, "start 0")));
    } catch (IOException e) {
      guard.close();
      throw e;
    }
  }

  private static String ask(ChildJvm guard, Program program, String what)
      throws IOException, InterruptedException {
    guard.send(what);
    Optional<String> answer = guard.receive();
    if (answer.isEmpty() || answer.get().startsWith(RedisSupervisor.FAILED)) {
      String how =
          answer
              .map(text -> text.substring(RedisSupervisor.FAILED.length()))
              .orElse("The process that starts it has ended. ")
              .replace(RedisSupervisor.NEW_LINE, "\n");
      String words = (how + guard.lastWords()).strip();
      throw new IOException(
          NOT_THE_ANSWER
              + "This program was started: "
              + program.file()
              + "\n"
              + words.substring(Math.max(0, words.length() - LAST_WORDS))
              + "\n"
              + program.needs()
              + REMEDY);
    }
    return answer.get();
  }

  /** Its address, {@code redis://127.0.0.1:port}, which stays the same after a restart. */
  public URI uri() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  /** Kills the server at once, as {@code kill -9} does: its connections break. */
  public void stop() throws IOException, InterruptedException {
    ask(guard, program, "stop");
  }

  /** Starts the server again on the same port; it is empty unless it keeps a file. */
  public void restart() throws IOException, InterruptedException {
    ask(guard, program, "start " + port);
  }

  /** Ends the server. */
  @Override
  public void close() {
    guard.close();
  }

  private static Program program() throws IOException {
    Optional<Path> found = onPath(Optional.ofNullable(System.getenv("PATH")).orElse(""));
    return found.isPresent()
        ? new Program(found.get().toAbsolutePath(), false)
        : new Program(bundled(), true);
  }

  /**
   * The program that the tests start if {@code REDIS_URL} is not set: the one in the first folder
   * that has a {@code redis-server} or a {@code valkey-server}. In a folder that has both, it is
   * {@code redis-server}.
   *
   * @param path folders, as in the environment variable {@code PATH}
   * @return nothing if no folder has one; the tests then start the program of a library
   */
  public static Optional<Path> onPath(String path) {
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> PROGRAMS.stream().map(name -> Path.of(folder, name)))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** Kept beside the compiled classes of the course, and found there the next time. */
  private static Path bundled() throws IOException {
    Path folder = target().resolve("redis");
    if (!Files.isDirectory(folder)) {
      Path fresh = Files.createTempDirectory(target(), "redis-");
      ExecutableProvider.newJarResourceProvider(fresh.toFile()).get();
      try {
        Files.move(fresh, folder);
      } catch (FileSystemException e) {
        TemporaryFolder.delete(fresh);
        if (!Files.isDirectory(folder)) {
          throw e;
        } // Otherwise another thread or JVM was faster.
      }
    }
    try (Stream<Path> programs = Files.list(folder)) {
      return programs.findFirst().orElseThrow();
    }
  }

  private static Path target() {
    try {
      return Path.of(RedisServer.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
