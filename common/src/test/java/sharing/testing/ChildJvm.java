package sharing.testing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A main class in a JVM of its own.
 *
 * <p>The child's standard output and error are always drained, and the last {@value #KEPT} bytes
 * are kept. The child ends with its parent, however the parent ends, if its main method calls
 * {@link #endWithParent()} first: the parent holds the child's standard input open, and the
 * operating system closes it when the parent is gone.
 *
 * <p>For use by one thread.
 */
public final class ChildJvm implements AutoCloseable {
  private static final int KEPT = 64 * 1024;

  /** The last character of a child that has finished: ASCII's "end of transmission". */
  private static final char FINISHED = '\u0004';

  private final Process process;
  private final StringBuffer output = new StringBuffer();

  /** Done when the output has ended; its value is whether the child said that it has finished. */
  private final CompletableFuture<Boolean> finished = new CompletableFuture<>();

  private ChildJvm(Process process) {
    this.process = process;
    Thread drain = new Thread(this::drain, "output of child " + process.pid());
    drain.setDaemon(true);
    drain.start();
  }

  /**
   * Starts a child with the Java of this JVM.
   *
   * @param classPath the class path of the child
   * @param options options for its JVM; it gets no others, not even from the environment
   * @param main the class whose main method it runs
   * @param arguments what the main method is given
   */
  public static ChildJvm start(
      String classPath, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH")
        .forEach(builder.environment()::remove);
    return new ChildJvm(builder.start());
  }

  /** What a child does when its parent has ended. */
  public interface LastAct {
    /** Is not waited for if it throws. */
    void run() throws IOException;
  }

  /** To be called first by a child's main method: from now on, it ends when its parent ends. */
  public static void endWithParent() {
    endWithParent(() -> {});
  }

  /**
   * The same, with something to do before.
   *
   * @param last what to do when the parent has ended, however it did; then the child ends
   */
  public static void endWithParent(LastAct last) {
    InputStream fromParent = System.in;
    Thread watch =
        new Thread(
            () -> {
              try {
                while (fromParent.read() >= 0) {
                  // The parent sends nothing. Only the end counts.
                }
              } catch (IOException e) {
                // A broken pipe is an end, too.
              }
              try {
                last.run();
              } catch (IOException e) {
                System.err.println(e);
              } finally {
                Runtime.getRuntime().halt(1);
              }
            },
            "end with parent");
    watch.setDaemon(true);
    watch.start();
  }

  /**
   * To be called last by a child's main method: says that the child has done its work, and ends it.
   *
   * <p>The parent then kills it, which is quicker: a JVM that ends by itself waits 0.3 s for a
   * thread that reads its standard input.
   */
  public static void finish() {
    System.out.print(FINISHED);
    System.out.close();
    System.err.close();
    Runtime.getRuntime().halt(0);
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
      CompletableFuture.anyOf(finished, process.onExit()).get(bound.toNanos(), NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing completes these futures with an exception", e);
    }
    if (finished.getNow(false)) {
      process.destroyForcibly();
    }
    return process.waitFor(bound.toNanos(), NANOSECONDS);
  }

  /** The exit code of a child that has ended; 0 if it said that it has finished. */
  public int exitCode() {
    return finished.getNow(false) ? 0 : process.exitValue();
  }

  /** The end of what the child has written so far; all of it, once the child has ended. */
  public String output() throws InterruptedException {
    if (!process.isAlive()) {
      awaitEndOfOutput();
    }
    return output.toString();
  }

  private void awaitEndOfOutput() throws InterruptedException {
    try {
      finished.get(5, SECONDS);
    } catch (TimeoutException e) {
      // A process that the child has started still holds the pipe. What came so far must do.
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing completes this future with an exception", e);
    }
  }

  /** The child's process id. */
  public long pid() {
    return process.pid();
  }

  /** Kills the child, as {@code kill -9} does, and nothing that it started. */
  void killAlone() {
    process.destroyForcibly();
  }

  /** Kills the child and all that it started. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void drain() {
    byte[] buffer = new byte[8192];
    try (InputStream in = process.getInputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        output.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        if (output.length() > KEPT) {
          output.delete(0, output.length() - KEPT);
        }
      }
    } catch (IOException e) {
      // The child is gone; what it wrote before is kept.
    }
    int last = output.length() - 1;
    boolean saidSo = last >= 0 && output.charAt(last) == FINISHED;
    if (saidSo) {
      output.setLength(last);
    }
    finished.complete(saidSo);
  }
}
