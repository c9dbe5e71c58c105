package sharing.testkit.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import sharing.testkit.Uninterruptibly;

/**
 * A proxy between clients and a Redis server. It forwards their commands and its answers. A test
 * can act at each command that it chooses, before the server gets it, and it can hold the answers.
 *
 * <p>A {@link Handler} is called for each command that matches. It may use the server as another
 * client does, and then have the command forwarded; or it may break the connection, so that it
 * looks as if the client were killed there: the server has executed all commands before this one,
 * and executes neither this one nor any after it. The client receives the answers to the commands
 * before, and then finds the connection closed. After a break, the proxy accepts no new connection.
 *
 * <p>{@link #hold} keeps answers from the clients while the server executes their commands.
 *
 * <p>Any thread may call any method. The proxy has a thread for each direction of each connection;
 * they are daemons. The handler runs in such a thread, so the handlers of two connections may run
 * at once. Commands of one connection keep their order. {@link #close} ends all connections and
 * their threads.
 */
public final class RedisProxy implements AutoCloseable {
  /** A GET without a key. The server rejects it, and in a transaction also the whole EXEC. */
  private static final String REFUSED = "*1\r\n$3\r\nGET\r\n";

  private final URI redis;
  private final Predicate<Command> matches;
  private final Handler handler;
  private final ServerSocket listener;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final CountDownLatch listenerHasEnded = new CountDownLatch(1);
  private final AtomicInteger commands = new AtomicInteger();
  private final AtomicReference<Throwable> handlerFailure = new AtomicReference<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /**
   * A command that a client has sent.
   *
   * @param words its name and its arguments, such as {@code GET} and a key
   */
  public record Command(List<String> words) {
    /** Makes a command of at least one word. */
    public Command {
      words = List.copyOf(words);
    }

    /** Its first word, in upper case: {@code XADD}. */
    public String name() {
      return words.get(0).toUpperCase(Locale.ROOT);
    }

    /** Whether any of its words contains a text, such as a key or a part of one. */
    public boolean mentions(String text) {
      return words.stream().anyMatch(word -> word.contains(text));
    }

    /** Whether a library sent it to identify itself, as it does once for each connection. */
    public boolean isAboutClient() {
      return name().equals("CLIENT");
    }
  }

  /** How the proxy handles a command. */
  public enum Reaction {
    /** The server gets the command. */
    FORWARD,
    /** The server does not execute it, and answers with an error. */
    REFUSE,
    /** The server does not get it, and the connection is broken. */
    BREAK,
    /**
     * The server executes it, and the connection is broken before the client receives an answer.
     * The proxy accepts new connections.
     */
    LOSE_ANSWER
  }

  /** Decides what happens to the commands that match. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Called before the server gets a command, and after it got all earlier ones of the connection.
     *
     * @param number the number of the command among the matching ones of all connections, counted
     *     from 1
     * @param command what the client has sent
     * @throws Exception if the handler cannot do what the test wants; then the connection is
     *     broken, and {@link RedisProxy#close} throws
     */
    Reaction before(int number, Command command) throws Exception;
  }

  /** An action of a test before a command, with another connection. */
  @FunctionalInterface
  public interface Action {
    /** Does it. */
    void run() throws Exception;
  }

  /**
   * Listens on a free port of this machine.
   *
   * @param redis the server: {@code redis://host:port}
   * @param matches the commands that are counted and handled; all others are passed on
   * @param handler what happens to those that match
   * @throws IOException if there is no free port
   */
  public RedisProxy(URI redis, Predicate<Command> matches, Handler handler) throws IOException {
    this.redis = redis;
    this.matches = matches;
    this.handler = handler;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** A proxy that forwards all commands, and counts those that match. */
  public static RedisProxy counting(URI redis, Predicate<Command> matches) throws IOException {
    return new RedisProxy(redis, matches, (number, command) -> Reaction.FORWARD);
  }

  /**
   * A proxy that breaks the connection before a command, and before any later one.
   *
   * @param number which command, counted from 1, without those by which a library says who it is
   */
  public static RedisProxy breakingBefore(int number, URI redis) throws IOException {
    return new RedisProxy(
        redis,
        command -> !command.isAboutClient(),
        (n, command) -> n < number ? Reaction.FORWARD : Reaction.BREAK);
  }

  /**
   * A proxy that does something before one command, and then forwards it.
   *
   * @param number which command, counted from 1, without those by which a library says who it is
   */
  public static RedisProxy actingBefore(int number, URI redis, Action action) throws IOException {
    return new RedisProxy(
        redis,
        command -> !command.isAboutClient(),
        (n, command) -> {
          if (n == number) {
            action.run();
          }
          return Reaction.FORWARD;
        });
  }

  /** Where clients find it: {@code redis://host:port}. */
  public URI uri() {
    return URI.create("redis://127.0.0.1:" + listener.getLocalPort());
  }

  /** How many commands that match have come so far, on all connections. */
  public int commands() {
    return commands.get();
  }

  /**
   * From now on, a connection with a waiting matching command gets no answer before {@link
   * #release}. The server still executes the commands.
   */
  public void hold() {
    gate = new CountDownLatch(1);
  }

  /** Sends the held answers to the clients, and forwards all later ones. */
  public void release() {
    gate.countDown();
  }

  /** How many commands that match wait for their answers, on all connections. */
  public int waiting() {
    return connections.stream().mapToInt(c -> c.waiting.get()).sum();
  }

  /** How many of them wait on the connection that has most of them. */
  public int waitingOnOneConnection() {
    return connections.stream().mapToInt(c -> c.waiting.get()).max().orElse(0);
  }

  private void accept() throws IOException {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server;
        try {
          server = new Socket(redis.getHost(), redis.getPort());
        } catch (IOException e) {
          client.close(); // As a server that is gone does.
          continue;
        }
        Connection connection = new Connection(client, server);
        connections.add(connection);
        start(connection::passCommands);
        start(connection::passAnswers);
      }
    } finally {
      listenerHasEnded.countDown();
    }
  }

  private final class Connection {
    private final Socket client;
    private final Socket server;

    /** How many commands that match have had no answer yet. */
    private final AtomicInteger waiting = new AtomicInteger();

    private volatile boolean losesAnswers;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    private void passCommands() throws IOException {
      try {
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = server.getOutputStream();
        while (true) {
          String bytes = RespClient.command(in);
          Reaction reaction = reaction(parse(bytes));
          if (reaction == Reaction.BREAK) {
            listener.close();
            return;
          }
          losesAnswers = reaction == Reaction.LOSE_ANSWER;
          String sent = reaction == Reaction.REFUSE ? REFUSED : bytes;
          out.write(sent.getBytes(StandardCharsets.ISO_8859_1));
          if (losesAnswers) {
            return;
          }
        }
      } finally {
        server.shutdownOutput(); // The server answers what it has, and closes.
      }
    }

    private Reaction reaction(Command command) {
      if (!matches.test(command)) {
        return Reaction.FORWARD;
      }
      waiting.incrementAndGet();
      try {
        return handler.before(commands.incrementAndGet(), command);
      } catch (Throwable e) {
        handlerFailure.compareAndSet(null, e);
        return Reaction.BREAK;
      }
    }

    private void passAnswers() throws IOException, InterruptedException {
      try (server;
          client) {
        InputStream in = server.getInputStream();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (waiting.get() > 0) {
            gate.await();
          }
          waiting.set(0);
          if (!losesAnswers) {
            client.getOutputStream().write(buffer, 0, n);
          }
        }
      }
    }
  }

  /** Takes a command apart: {@code *2}, then {@code $3}, {@code GET}, and so on. */
  private static Command parse(String bytes) throws IOException {
    InputStream in = new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1));
    int count = number(in);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(new String(in.readNBytes(number(in)), StandardCharsets.UTF_8));
      in.skipNBytes(2);
    }
    return new Command(words);
  }

  /** Reads a line with a number after its first character. */
  private static int number(InputStream in) throws IOException {
    in.skipNBytes(1);
    int number = 0;
    for (int next = in.read(); next != '\r'; next = in.read()) {
      number = 10 * number + next - '0';
    }
    in.skipNBytes(1);
    return number;
  }

  private interface Loop {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Loop loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (IOException | InterruptedException e) {
                // One of the two ends has gone.
              }
            },
            "redis proxy");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Breaks all connections, and accepts no more. Answers that were held may still reach a client.
   *
   * @throws IllegalStateException if the handler has thrown, with what it threw as the cause
   */
  @Override
  public void close() throws IOException {
    release();
    listener.close();
    Uninterruptibly.await(listenerHasEnded); // Until then it may still accept a client.
    for (Connection connection : connections) {
      connection.client.close();
      connection.server.close();
    }
    if (handlerFailure.get() != null) {
      throw new IllegalStateException("the handler of a Redis proxy failed", handlerFailure.get());
    }
  }
}
