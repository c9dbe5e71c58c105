package sharing.common;

import java.io.IOException;
import java.util.Optional;

/**
 * One end of a connection between two processes, which send each other messages.
 *
 * <p>A message is one line of text. Messages arrive in the order in which they were sent, and
 * complete: an incomplete message of a process that has ended is dropped. One thread may send while
 * another one receives.
 */
public interface Pipe {
  /**
   * Sends a message. It may have to wait until the other process reads.
   *
   * @param message any text without a newline; it may be empty
   * @throws IllegalArgumentException if {@code message} is null, or has a newline in it
   * @throws IOException if the other process has ended
   */
  void send(String message) throws IOException;

  /**
   * Waits for the next message.
   *
   * @return the message; or nothing if the other process has ended, and no message is left
   * @throws InterruptedException if the calling thread is interrupted
   */
  Optional<String> receive() throws InterruptedException;
}
