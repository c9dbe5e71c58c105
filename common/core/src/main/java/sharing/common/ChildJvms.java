package sharing.common;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Several child JVMs that work together. The caller waits until all have finished; if one of them
 * fails, the caller does not wait for the others.
 *
 * <p>Its methods are for one thread at a time.
 */
public final class ChildJvms implements AutoCloseable {
  private final List<ChildJvm> children = new ArrayList<>();
  private final BlockingQueue<ChildJvm> ended = new LinkedBlockingQueue<>();

  /**
   * Starts one more child, as {@link ChildJvm#start(Class, String...)} does.
   *
   * @param main the class whose main method it runs
   * @param arguments the arguments of the main method
   * @throws IOException if no process can be started
   */
  public void start(Class<?> main, String... arguments) throws IOException {
    ChildJvm child = ChildJvm.start(main, arguments);
    children.add(child);
    child.onEnd(() -> ended.add(child));
  }

  /**
   * Waits until each child has finished. Call it once, after all have been started.
   *
   * @throws IllegalStateException as soon as one has ended in another way; the message has its exit
   *     code and its last words
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void await() throws InterruptedException {
    for (int i = 0; i < children.size(); i++) {
      Optional<String> death = awaitNext();
      if (death.isPresent()) {
        throw new IllegalStateException(death.get());
      }
    }
  }

  /**
   * Waits until one more child has ended. Call it at most once for each child, instead of {@link
   * #await}.
   *
   * @return nothing if it has finished; otherwise a message with its exit code and its last words
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Optional<String> awaitNext() throws InterruptedException {
    ChildJvm child = ended.take();
    int code = child.awaitExitCode();
    if (code == 0) {
      return Optional.empty();
    }
    String words = child.lastWords().strip();
    return Optional.of(
        "a worker's process ended with exit code "
            + code
            + (words.isEmpty() ? "; it wrote nothing" : "; its last words: " + words));
  }

  /** Kills the children that are still running, and waits for their end. */
  @Override
  public void close() {
    children.forEach(ChildJvm::close);
    children.forEach(ChildJvm::awaitEnd);
  }
}
