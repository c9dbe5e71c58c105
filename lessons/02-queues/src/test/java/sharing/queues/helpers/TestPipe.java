package sharing.queues.helpers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import sharing.common.Pipe;
import sharing.queues.Answer;
import sharing.queues.Lines;

/** A pipe to a test that sends some lines and then ends. It keeps what the worker sends. */
public class TestPipe implements Pipe {
  public final List<Answer> sent = new ArrayList<>();
  private final Supplier<Stream<String>> lines;
  private Queue<String> left;

  /**
   * @param lines makes the lines when the first one is received
   */
  public TestPipe(Supplier<Stream<String>> lines) {
    this.lines = lines;
  }

  /** How many messages have not been received. */
  public int left() {
    return left.size();
  }

  @Override
  public void send(String message) {
    sent.add(Lines.answer(message));
  }

  @Override
  public Optional<String> receive() {
    if (left == null) {
      left = new ArrayDeque<>(lines.get().toList());
    }
    return Optional.ofNullable(left.poll());
  }
}
