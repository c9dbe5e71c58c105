package sharing.testkit.redis;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import sharing.testkit.CheckFailedError;
import sharing.testkit.redis.RedisProxy.Command;
import sharing.testkit.redis.RedisProxy.Reaction;

/**
 * Runs a call once for each command that it sends to a Redis server. In the first round, something
 * happens to its first command, in the second round to its second, and so on. In the last round,
 * the call ends before, and nothing happens.
 *
 * <p>The commands with which a library identifies itself do not count.
 */
public final class EachCommand {
  private static final int MOST = 1_000;

  private EachCommand() {}

  /** One round of a test: it prepares, makes the call through the line, and checks. */
  @FunctionalInterface
  public interface Round {
    /** Runs the round. */
    void run(Line line) throws Exception;
  }

  /** The connection to the server in one round. */
  public static final class Line {
    private final RedisProxy proxy;
    private final int number;
    private final AtomicReference<Command> command;

    private Line(RedisProxy proxy, int number, AtomicReference<Command> command) {
      this.proxy = proxy;
      this.number = number;
      this.command = command;
    }

    /** The address at which the call reaches the server. */
    public URI uri() {
      return proxy.uri();
    }

    /** Whether the event of this round has happened. */
    public boolean hasHappened() {
      return command.get() != null;
    }

    /** The command at which it happened, such as {@code command 2, XACK}. */
    public String command() {
      return hasHappened() ? "command " + number + ", " + command.get().name() : "no command";
    }
  }

  /** The connection breaks before the command, as if the client were killed there. */
  public static void breaks(URI redis, Round round) throws Exception {
    each(redis, (which, command) -> Reaction.BREAK, round);
  }

  /** The server rejects the command, and executes the later ones. */
  public static void isRefused(URI redis, Round round) throws Exception {
    each(redis, (which, command) -> which == 0 ? Reaction.REFUSE : Reaction.FORWARD, round);
  }

  /**
   * The server executes the command, and the connection breaks before the client has the answer.
   */
  public static void losesItsAnswer(URI redis, Round round) throws Exception {
    each(redis, (which, command) -> which == 0 ? Reaction.LOSE_ANSWER : Reaction.FORWARD, round);
  }

  /** An action runs just before the server gets the command. */
  public static void comesAfter(URI redis, RedisProxy.Action action, Round round) throws Exception {
    each(
        redis,
        (which, command) -> {
          if (which == 0) {
            action.run();
          }
          return Reaction.FORWARD;
        },
        round);
  }

  /** The handler gets the command of the round as number 0, and those after it. */
  private static void each(URI redis, RedisProxy.Handler handler, Round round) throws Exception {
    for (int i = 1; i <= MOST; i++) {
      int number = i;
      AtomicReference<Command> command = new AtomicReference<>();
      try (RedisProxy proxy =
          new RedisProxy(
              redis,
              any -> !any.isAboutClient(),
              (n, sent) -> {
                if (n < number) {
                  return Reaction.FORWARD;
                }
                command.compareAndSet(null, sent);
                return handler.before(n - number, sent);
              })) {
        round.run(new Line(proxy, number, command));
      }
      if (command.get() == null) {
        return;
      }
    }
    throw new CheckFailedError(
        "The call was run " + MOST + " times.",
        "the call sends fewer commands than that to the server.",
        "the call sends at least that many.");
  }
}
