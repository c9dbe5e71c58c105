package sharing.queues;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import sharing.common.ParentJvm;

/** The main class of a process that sends each line back. */
public final class EchoProcess {
  private EchoProcess() {}

  /**
   * Sends each message back, until the parent ends.
   *
   * @param arguments the way that the messages take: {@code messages}, by {@link ParentJvm}; {@code
   *     pipes}, by standard input and output; or the path of a Unix-domain socket
   */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "messages" -> {
        ParentJvm parent = ParentJvm.connect();
        while (true) {
          parent.send(parent.receive().orElseThrow());
        }
      }
      case "pipes" -> echo(System.in, System.out);
      default -> {
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
          socket.connect(UnixDomainSocketAddress.of(Path.of(arguments[0])));
          echo(Channels.newInputStream(socket), Channels.newOutputStream(socket));
        }
      }
    }
  }

  private static void echo(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[RoundTripBenchmark.BUFFER];
    for (int n = readLine(in, buffer); n > 0; n = readLine(in, buffer)) {
      out.write(buffer, 0, n);
      out.flush();
    }
  }

  /**
   * Reads a line, and nothing after it: the other process sends the next one when it has an answer.
   *
   * @return its length in bytes, with the line break; 0 at the end
   */
  static int readLine(InputStream in, byte[] buffer) throws IOException {
    int length = 0;
    while (length == 0 || buffer[length - 1] != '\n') {
      int n = in.read(buffer, length, buffer.length - length);
      if (n < 0) {
        return 0;
      }
      length += n;
    }
    return length;
  }
}
