package sharing.common;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A main class in a JVM of its own, which may exchange messages with this one.
 *
 * <p>The child's main method calls {@link ParentJvm#connect} first. Then the child ends with its
 * parent, however the parent ends: the parent holds the child's standard input open, and the
 * operating system closes it when the parent is gone.
 *
 * <p>All that the child prints is read at once, and the last {@value #KEPT} characters are kept.
 * Messages wait until they are received; when {@value #WAITING} do, the child has to wait.
 *
 * <p>Any number of threads may use it.
 */
public final class ChildJvm implements Pipe, AutoCloseable {
  /**
   * Options for a child that lives for some seconds: no second compiler, and no file of counters in
   * the system's temporary folder, which would be left behind if the child is killed. Not for
   * measuring how fast code becomes.
   *
   * <p>Starting a child that does nothing, and waiting for its end, took 43 ms with these options
   * (41 to 44). With the second compiler as well, it took 40 ms (35 to 41); with the counters 45 ms
   * (42 to 47); without any options 48 ms (44 to 52). The serial collector is not among the
   * options: with it, the same took 51 ms (51 to 53). The archive of shared classes is used by
   * default: without it, the same took 67 ms (64 to 75). This is the benchmark {@code startJvm} of
   * the lesson about ranges, on two cores and JDK 17.
   */
  public static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

  /**
   * The system property that holds the path of an archive of classes. A child maps it instead of
   * loading each class (class data sharing, JEP 310). A child that cannot use it works without it.
   */
  public static final String ARCHIVE = "sharing.archive";

  private static final int KEPT = 64 * 1024;
  private static final int WAITING = 1_000;
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /** The last message of a child that has finished: ASCII's "end of transmission". */
  static final String FINISHED = "\u0004";

  /** The last message of a child whose main method has thrown: ASCII's "cancel". */
  static final String FAILED = "\u0018";

  /** Where the output of all children is copied, or null. */
  private static volatile PrintStream copy;

  private final Process process;
  private final StringBuffer words = new StringBuffer();
  private final Thread outputReader;
  private final Thread errorReader;

  /** The messages; after the last one, an empty one. */
  private final BlockingQueue<Optional<String>> received = new ArrayBlockingQueue<>(WAITING);

  /** Completes when the output has ended; its value is the exit code if the child has sent it. */
  private final CompletableFuture<OptionalInt> saidCode = new CompletableFuture<>();

  private ChildJvm(Process process) {
    this.process = process;
    outputReader = reader(this::readOutput, "reads the output of child " + process.pid());
    errorReader = reader(this::readErrors, "reads the errors of child " + process.pid());
  }

  /**
   * Not in the caller's thread group, so that code which interrupts or counts that group skips it.
   */
  private static Thread reader(Runnable task, String name) {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    Thread thread = new Thread(group, task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /**
   * Starts a short-lived child with the Java and the class path of this JVM, with its folder for
   * temporary files, and with the {@link #ARCHIVE} that it names, if it names one.
   *
   * @param main the class whose main method it runs
   * @param arguments the arguments of the main method
   * @throws IOException if no process can be started
   */
  public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    List<String> options = new ArrayList<>(SHORT_LIVED);
    options.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    String archive = System.getProperty(ARCHIVE);
    if (archive != null) {
      // A JVM that cannot use it would say so on its output, which is for messages.
      options.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable"));
    }
    return start(System.getProperty("java.class.path"), options, main, arguments);
  }

  /**
   * Starts a child with the Java of this JVM, in its working folder.
   *
   * @param classPath the class path of the child
   * @param options options for its JVM; it gets no others, not even from the environment
   * @param main the class whose main method it runs
   * @param arguments the arguments of the main method
   * @throws IOException if no process can be started
   */
  public static ChildJvm start(
      String classPath, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    return new ChildJvm(builder(classPath, options, main, arguments).start());
  }

  /**
   * Starts a child with the Java of this JVM.
   *
   * @param folder the child's working folder
   * @param classPath the class path of the child
   * @param options options for its JVM; it gets no others, not even from the environment
   * @param main the class whose main method it runs
   * @param arguments the arguments of the main method
   * @throws IOException if no process can be started
   */
  public static ChildJvm start(
      Path folder, String classPath, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    ProcessBuilder builder = builder(classPath, options, main, arguments);
    return new ChildJvm(builder.directory(folder.toFile()).start());
  }

  private static ProcessBuilder builder(
      String classPath, List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH")
        .forEach(builder.environment()::remove);
    return builder;
  }

  @Override
  public void send(String message) throws IOException {
    Messages.write(message, process.getOutputStream());
  }

  @Override
  public Optional<String> receive() throws InterruptedException {
    Optional<String> message = received.take();
    if (message.isEmpty()) {
      received.add(message); // For who asks again.
    }
    return message;
  }

  /**
   * From now on, copies the output of this JVM's children to a stream as it arrives. So a person
   * who debugs a child can see its output.
   */
  public static void copyOutputTo(PrintStream stream) {
    copy = stream;
  }

  /** Whether the child has not ended yet. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits for the child to end.
   *
   * @return whether it has ended
   */
  public boolean waitFor(Duration bound) throws InterruptedException {
    try {
      ended().get(bound.toNanos(), NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw neverFails(e);
    }
    killIfFinished();
    return process.waitFor(bound.toNanos(), NANOSECONDS);
  }

  /** Completes when the child has ended, or has said that it has finished. */
  private CompletableFuture<Object> ended() {
    return CompletableFuture.anyOf(saidCode, process.onExit());
  }

  private static IllegalStateException neverFails(ExecutionException e) {
    return new IllegalStateException("nothing completes these futures with an exception", e);
  }

  private void killIfFinished() {
    if (said().isPresent()) {
      kill();
    }
  }

  /**
   * The exit code of a child that has ended, or the code that it announced. On Linux and macOS,
   * Java returns 128 + n for a process that was ended by signal n, so 137 means {@code kill -9}; on
   * Windows, a killed process has exit code 1.
   *
   * @throws IllegalThreadStateException if it has not ended
   */
  public int exitCode() {
    return said().orElseGet(process::exitValue);
  }

  private OptionalInt said() {
    return saidCode.getNow(OptionalInt.empty());
  }

  /** Runs an action, in any thread, when the child has ended or has said that it has finished. */
  void onEnd(Runnable action) {
    ended().thenRun(action);
  }

  /**
   * Waits for the end of a child that is about to end: it has finished, has been killed, or sends
   * nothing any more.
   *
   * @return its exit code, as {@link #exitCode} tells it
   * @throws InterruptedException if the calling thread is interrupted
   */
  public int awaitExitCode() throws InterruptedException {
    try {
      ended().get();
    } catch (ExecutionException e) {
      throw neverFails(e);
    }
    killIfFinished();
    process.waitFor();
    return exitCode();
  }

  /** Waits until the child has ended, and cannot be interrupted. */
  void awaitEnd() {
    process.onExit().join();
  }

  /** The end of what the child has printed so far; all of it, once the child has ended. */
  public String lastWords() throws InterruptedException {
    if (!process.isAlive()) {
      // A process that the child has started may still hold its pipes. Then what came must do.
      outputReader.join(LAST_WORDS.toMillis());
      errorReader.join(LAST_WORDS.toMillis());
    }
    return words.toString();
  }

  /** The child, as the operating system knows it. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /**
   * Kills the child after some time, with all that it has started, if it has not ended by then.
   *
   * @return this child
   */
  public ChildJvm endAfter(Duration bound) {
    process
        .onExit()
        .orTimeout(bound.toNanos(), NANOSECONDS)
        .exceptionally(
            tooLate -> {
              close();
              return process;
            });
    return this;
  }

  /**
   * Kills the child, as {@code kill -9} does, but not the processes that it has started. Messages
   * that it sent before can still be received.
   */
  public void kill() {
    process.toHandle().destroyForcibly(); // That of Process closes the pipes, too.
  }

  /**
   * Kills the child and all that it has started, and drops what it has sent. Returns before they
   * have ended.
   */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void readOutput() {
    Output output = new Output();
    try (InputStream in = process.getInputStream()) {
      Messages.read(in, output);
    } catch (IOException | InterruptedException e) {
      // The child is gone; its earlier messages are kept.
    }
    saidCode.complete(output.code);
    try {
      received.put(Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Output implements Messages.Reader {
    private OptionalInt code = OptionalInt.empty();

    @Override
    public void message(String text) throws InterruptedException {
      if (text.equals(FINISHED)) {
        code = OptionalInt.of(0);
      } else if (text.equals(FAILED)) {
        code = OptionalInt.of(1);
      } else {
        received.put(Optional.of(text));
      }
    }

    @Override
    public void words(String text) {
      keep(text);
    }
  }

  private void readErrors() {
    byte[] buffer = new byte[8192];
    try (InputStream in = process.getErrorStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        keep(new String(buffer, 0, n, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // The child is gone; its earlier output is kept.
    }
  }

  private void keep(String text) {
    PrintStream stream = copy;
    if (stream != null) {
      stream.print(text);
    }
    synchronized (words) {
      words.append(text);
      if (words.length() > KEPT) {
        words.delete(0, words.length() - KEPT);
      }
    }
  }
}
