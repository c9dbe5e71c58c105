package sharing.queues;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sharing.bench.ResultCheck;
import sharing.bench.UnavailableException;
import sharing.common.ChildJvm;
import sharing.testkit.fixtures.NotebookNumber;

/**
 * A short message to another process, which sends it back: by the pipes of {@link ChildJvm}, as in
 * the lesson, where a thread at each end reads and a queue hands over; by the same pipes without
 * threads and queues; and by a Unix-domain socket. The child runs before the measurement begins.
 */
public class RoundTripBenchmark {
  static final int BUFFER = 100;
  private static final String MESSAGE = Long.toString(NotebookNumber.LARGE_PRIME_1.n());
  private static final byte[] LINE = (MESSAGE + "\n").getBytes(UTF_8);

  private static ChildJvm start(String way) throws IOException {
    // With the default options of the JVM, because the compiler matters here.
    return ChildJvm.start(System.getProperty("java.class.path"), List.of(), EchoProcess.class, way);
  }

  /** A child with the messages of the lesson. */
  @State(Scope.Benchmark)
  public static class Messages {
    private ChildJvm child;

    @Setup
    public void start() throws Exception {
      child = RoundTripBenchmark.start("messages");
      ResultCheck.check("the message that comes back", MESSAGE, roundTrip());
    }

    @TearDown
    public void stop() {
      child.close();
    }

    String roundTrip() throws IOException, InterruptedException {
      child.send(MESSAGE);
      return child.receive().orElseThrow();
    }
  }

  /** Two streams of bytes. */
  private static final class Lines {
    private final InputStream in;
    private final OutputStream out;
    private final byte[] answer = new byte[BUFFER];

    private Lines(InputStream in, OutputStream out) throws IOException {
      this.in = in;
      this.out = out;
      int length = roundTrip();
      ResultCheck.check(
          "the message that comes back", MESSAGE + "\n", new String(answer, 0, length, UTF_8));
    }

    private int roundTrip() throws IOException {
      out.write(LINE);
      out.flush();
      return EchoProcess.readLine(in, answer);
    }
  }

  /** A child with two pipes, and no thread that reads them. */
  @State(Scope.Benchmark)
  public static class Pipes {
    private Process child;
    private Lines lines;

    @Setup
    public void start() throws IOException {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String classPath = System.getProperty("java.class.path");
      child =
          new ProcessBuilder(java, "-cp", classPath, EchoProcess.class.getName(), "pipes")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      lines = new Lines(child.getInputStream(), child.getOutputStream());
    }

    @TearDown
    public void stop() {
      child.destroyForcibly();
    }
  }

  /** A child that connects to a socket. */
  @State(Scope.Benchmark)
  public static class Socket {
    private Path folder;
    private ChildJvm child;
    private SocketChannel socket;
    private Lines lines;

    @Setup
    public void start() throws IOException {
      folder = Files.createTempDirectory("s");
      Path path = folder.resolve("s");
      try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        server.bind(UnixDomainSocketAddress.of(path));
        child = RoundTripBenchmark.start(path.toString());
        socket = server.accept();
      } catch (UnsupportedOperationException e) {
        throw new UnavailableException("this system has no Unix-domain sockets");
      }
      lines = new Lines(Channels.newInputStream(socket), Channels.newOutputStream(socket));
    }

    @TearDown
    public void stop() throws IOException {
      socket.close();
      child.close();
      Files.delete(folder.resolve("s"));
      Files.delete(folder);
    }
  }

  @Benchmark
  public String messageAndBack(Messages messages) throws IOException, InterruptedException {
    return messages.roundTrip();
  }

  @Benchmark
  public int pipesAndBack(Pipes pipes) throws IOException {
    return pipes.lines.roundTrip();
  }

  @Benchmark
  public int socketAndBack(Socket socket) throws IOException {
    return socket.lines.roundTrip();
  }
}
