package sharing.durable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import sharing.testkit.redis.RespClient;

/**
 * Stands between a client and a Redis server, and passes on what they say. Before a command goes to
 * the server, something else can happen; or the line can break there, as it does when the client is
 * killed: the server has done all commands before, and does none after.
 */
final class Line implements AutoCloseable {
  private final URI redis;
  private final Before before;
  private final ServerSocket door;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger commands = new AtomicInteger();

  /** What happens before a command. */
  interface Before {
    /**
     * @param number which command it is, counted from 1
     * @param command its words, each with its length before it, as they are sent
     * @throws Exception to break the line here
     */
    void happens(int number, String command) throws Exception;
  }

  /**
   * @param redis the server
   * @param before what happens before each command, other than what a client says about itself
   */
  Line(URI redis, Before before) throws IOException {
    this.redis = redis;
    this.before = before;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** A line that breaks before a command. */
  static Line breaksBefore(int number, URI redis) throws IOException {
    return new Line(
        redis,
        (n, command) -> {
          if (n >= number) {
            throw new IOException("the line is broken");
          }
        });
  }

  /** A line on which something happens before a command. */
  static Line with(int number, URI redis, Action action) throws IOException {
    return new Line(
        redis,
        (n, command) -> {
          if (n == number) {
            action.happens();
          }
        });
  }

  /** What happens once. */
  interface Action {
    void happens() throws Exception;
  }

  /** Where clients find it. */
  URI uri() {
    return URI.create("redis://127.0.0.1:" + door.getLocalPort());
  }

  /** How many commands have come. */
  int commands() {
    return commands.get();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = door.accept();
      Socket server = new Socket(redis.getHost(), redis.getPort());
      sockets.add(client);
      sockets.add(server);
      start(() -> passCommands(client, server));
      start(() -> passAnswers(server, client));
    }
  }

  private void passCommands(Socket client, Socket server) throws Exception {
    try {
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = server.getOutputStream();
      while (true) {
        String command = RespClient.command(in);
        if (!command.contains("\nCLIENT\r")) {
          before.happens(commands.incrementAndGet(), command);
        }
        out.write(command.getBytes(StandardCharsets.ISO_8859_1));
      }
    } finally {
      door.close();
      server.shutdownOutput(); // The server does what it has got, answers it, and closes.
    }
  }

  private static void passAnswers(Socket server, Socket client) throws IOException {
    try (server;
        client) {
      server.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private interface Task {
    void run() throws Exception;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (Exception e) {
                // The line is broken, or one of its ends has gone.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
