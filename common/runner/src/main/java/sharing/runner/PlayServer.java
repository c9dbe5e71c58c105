package sharing.runner;

import com.google.gson.Gson;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sharing.common.Pipe;
import sharing.testkit.interleaver.Play;

/**
 * The side of a {@link PlayConsole} that is in the JVM of the tests. A message of the console is
 * {@value #ORDERS}, or the moves so far as a JSON array of the numbers of workers, counted from 0.
 * The answer is {@link Play.Orders} or a {@link Play.Board} as JSON. The first message is the name
 * of the scenario, unasked.
 */
final class PlayServer {
  private static final String PROPERTY = "sharing.play";

  /** The option for a JVM whose first scenario is played. */
  static final String OPTION = "-D" + PROPERTY + "=true";

  static final String ORDERS = "orders";

  /** Of many orders, this many are run at most: a person waits for them. */
  private static final int MAX_ORDERS = 300;

  private static final Gson GSON = new Gson();

  private PlayServer() {}

  /** The first scenario of this JVM, or null. */
  private static volatile Play taken;

  /** If the option is there, the first scenario of this JVM is kept, to be played. */
  static void takeScenario() {
    if (Boolean.getBoolean(PROPERTY)) {
      Play.with(play -> taken = taken == null ? play : taken);
    }
  }

  /**
   * Plays the scenario that was kept, until the console ends it. Not within a test: a test that
   * waits for a person would seem to hang.
   *
   * @return whether there was one
   */
  static boolean hasPlayed(Pipe console) {
    if (taken == null) {
      return false;
    }
    try {
      answer(taken, console);
    } catch (IOException e) {
      throw new IllegalStateException("the console is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private static void answer(Play play, Pipe console) throws IOException, InterruptedException {
    console.send(play.name());
    for (Optional<String> asked = console.receive(); asked.isPresent(); asked = console.receive()) {
      Object answer =
          asked.get().equals(ORDERS) ? play.orders(MAX_ORDERS) : play.after(moves(asked.get()));
      console.send(GSON.toJson(answer));
    }
  }

  private static List<Integer> moves(String json) {
    return Arrays.asList(GSON.fromJson(json, Integer[].class));
  }
}
