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
 * A gate at which processes wait until the test opens it. A process that waits there uses no
 * processor time, so that a hang beside it can be told from work.
 *
 * <p>Any number of threads may use it.
 */
public final class ProcessGate implements AutoCloseable {
  private static final String FILE = "gate";

  private final Path file;
  private final ServerSocket door;
  private final List<Socket> waiting = new CopyOnWriteArrayList<>();

  /**
   * A gate that is closed. Processes that are started with this JVM's folder for temporary files
   * find it; of several gates with one name, the last.
   *
   * @param name part of a file's name
   * @throws IOException if no port is free, or the gate's file cannot be written
   */
  public ProcessGate(String name) throws IOException {
    file = file(name);
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Files.writeString(file, Integer.toString(door.getLocalPort()));
    Thread keeper = new Thread(this::letStand, "keeps the gate");
    keeper.setDaemon(true);
    keeper.start();
  }

  private static Path file(String name) {
    return Path.of(System.getProperty("java.io.tmpdir"), FILE + "-" + name);
  }

  /**
   * To be called by a process: waits until the gate is open, or gone.
   *
   * @throws IOException if there is no such gate, or it is closed for good
   */
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

  /** How many processes have come so far; they are counted after they have been released, too. */
  public int arrived() {
    return waiting.size();
  }

  /** Releases the processes that wait here now. One that comes later waits. */
  public void open() {
    try {
      for (Socket socket : waiting) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Releases all, and lets none come any more. */
  @Override
  public void close() throws IOException {
    door.close();
    Files.deleteIfExists(file);
    open();
  }
}
