package sharing.common;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Some child JVMs that work at one thing: the caller waits until all have finished, and if one of
 * them fails, it does not wait for the others.
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
   * @param arguments what the main method is given
   * @throws IOException if no process can be started
   */
  public void start(Class<?> main, String... arguments) throws IOException {
    ChildJvm child = ChildJvm.start(main, arguments);
    children.add(child);
    child.onEnd(() -> ended.add(child));
  }

  /**
   * Waits until each child has finished. To be called once, when all have been started.
   *
   * @throws IllegalStateException as soon as one has ended in another way; the message tells its
   *     exit code and its last words
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
   * Waits until one more child has ended. To be called once for each child at most, in place of
   * {@link #await}.
   *
   * @return nothing if it has finished; else that it has ended otherwise, with its exit code and
   *     its last words
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

  /** Kills those that still run, and waits for their end. */
  @Override
  public void close() {
    children.forEach(ChildJvm::close);
    children.forEach(ChildJvm::awaitEnd);
  }
}
