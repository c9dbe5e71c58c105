package sharing.testkit.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A gate at which processes stand until the test opens it. Who stands there uses no processor time,
 * so that a hang beside it can be told from work.
 *
 * <p>Any number of threads may use it.
 */
public final class ProcessGate implements AutoCloseable {
  private static final String FILE = "gate";

  private final ServerSocket door;
  private final List<Socket> waiting = new CopyOnWriteArrayList<>();

  /**
   * A gate that is closed. Processes that are started with this JVM's folder for temporary files
   * find it; of several gates with one name, the last.
   */
  public ProcessGate(String name) throws IOException {
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Files.writeString(file(name), Integer.toString(door.getLocalPort()));
    Thread keeper = new Thread(this::letStand, "keeps the gate");
    keeper.setDaemon(true);
    keeper.start();
  }

  private static Path file(String name) {
    return Path.of(System.getProperty("java.io.tmpdir"), FILE + "-" + name);
  }

  /** To be called by a process: waits until the gate is open, or gone. */
  public static void pass(String name) throws IOException {
    int port = Integer.parseInt(Files.readString(file(name)));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getInputStream().read();
    }
  }

  private void letStand() {
    try {
      while (true) {
        waiting.add(door.accept());
      }
    } catch (IOException e) {
      // The gate is gone.
    }
  }

  /** How many processes have come so far. */
  public int arrived() {
    return waiting.size();
  }

  /** Lets those go on that stand here. */
  public void open() {
    try {
      for (Socket socket : waiting) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets all go on, and lets nobody come any more. */
  @Override
  public void close() throws IOException {
    door.close();
    open();
  }
}
