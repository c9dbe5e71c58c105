package sharing.testkit.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A gate at which processes wait until the test opens it. A process that waits there uses no
 * processor time, so that a hang beside it differs from work. It is a socket in the folder for
 * temporary files (JEP 380), and so needs no network.
 *
 * <p>Any number of threads may use it.
 */
public final class ProcessGate implements AutoCloseable {
  private static final String FILE = "gate";

  private final Path file;
  private final ServerSocketChannel door;
  private final List<SocketChannel> waiting = new CopyOnWriteArrayList<>();

  /**
   * A gate that is closed. Processes that are started with this JVM's folder for temporary files
   * find it; of several gates with one name, the last.
   *
   * @param name part of a file's name
   * @throws IOException if the gate's file cannot be made
   */
  public ProcessGate(String name) throws IOException {
    file = file(name);
    Files.deleteIfExists(file);
    door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    door.bind(UnixDomainSocketAddress.of(file));
    Thread keeper = new Thread(this::letStand, "keeps the gate");
    keeper.setDaemon(true);
    keeper.start();
  }

  private static Path file(String name) {
    Path file = Path.of(System.getProperty("java.io.tmpdir"), FILE + "-" + name);
    Path here = Path.of("").toAbsolutePath();
    // A socket's name has about 100 bytes, and a folder for builds can have more.
    return file.startsWith(here) ? here.relativize(file) : file;
  }

  /**
   * To be called by a process: waits until the gate is open, or gone.
   *
   * @throws IOException if there is no such gate, or it is closed for good
   */
  public static void pass(String name) throws IOException {
    try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(file(name)))) {
      socket.read(ByteBuffer.allocate(1));
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
      for (SocketChannel socket : waiting) {
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
