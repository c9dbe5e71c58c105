package sharing.redis;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import sharing.testkit.Uninterruptibly;
import sharing.testkit.redis.RespClient;

/**
 * Stands between the clients and a Redis server, and passes on what they say. It knows which
 * commands have not been answered yet, and it can hold their answers.
 */
final class Wire implements AutoCloseable {
  private final URI redis;
  private final String about;
  private final ServerSocket door;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final CountDownLatch shut = new CountDownLatch(1);
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /**
   * @param redis the server
   * @param about the commands with this text in them count, and the others are let be, such as what
   *     a client says about itself when it connects; empty for all
   */
  Wire(URI redis, String about) throws IOException {
    this.redis = redis;
    this.about = about;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Where clients find it. */
  URI uri() {
    return URI.create("redis://127.0.0.1:" + door.getLocalPort());
  }

  /** From now on, no answer to a command that counts reaches a client. */
  void hold() {
    gate = new CountDownLatch(1);
  }

  /** All answers go on. */
  void release() {
    gate.countDown();
  }

  /** How many commands that count have come on all connections, and wait for their answers. */
  int waiting() {
    return connections.stream().mapToInt(c -> c.waiting.get()).sum();
  }

  /** How many of them have come on one connection. */
  int waitingOnOne() {
    return connections.stream().mapToInt(c -> c.waiting.get()).max().orElse(0);
  }

  private void accept() throws IOException {
    try {
      while (true) {
        Socket client = door.accept();
        Connection connection =
            new Connection(client, new Socket(redis.getHost(), redis.getPort()));
        connections.add(connection);
        start(connection::passCommands);
        start(connection::passAnswers);
      }
    } finally {
      shut.countDown();
    }
  }

  private final class Connection {
    private final Socket client;
    private final Socket server;
    private final AtomicInteger waiting = new AtomicInteger();

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    private void passCommands() throws IOException {
      try (client;
          server) {
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = server.getOutputStream();
        while (true) {
          String command = RespClient.command(in);
          if (command.contains(about)) {
            waiting.incrementAndGet();
          }
          out.write(command.getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    }

    private void passAnswers() throws IOException, InterruptedException {
      InputStream in = server.getInputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (waiting.get() > 0) {
          gate.await();
        }
        waiting.set(0);
        client.getOutputStream().write(buffer, 0, n);
      }
    }
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException | InterruptedException e) {
                // One of the ends has gone.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** From now on, all connections are broken, and there are no new ones. */
  @Override
  public void close() throws IOException {
    release();
    door.close();
    Uninterruptibly.await(shut); // Until then it may still let somebody in.
    for (Connection connection : connections) {
      connection.client.close();
      connection.server.close();
    }
  }
}
