package sharing.testkit.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/**
 * A connection to a Redis server, by a socket and no library: any language could do this. Several
 * threads may use one: it does one command after the other.
 *
 * <p>Source: the Redis serialization protocol, version 2.
 */
public final class RespClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final Socket socket;
  private final InputStream in;

  /**
   * Connects.
   *
   * @param redis {@code redis://host:port}
   * @throws IOException if no server is there
   */
  public RespClient(URI redis) throws IOException {
    socket = new Socket();
    socket.connect(
        new InetSocketAddress(redis.getHost(), redis.getPort()), (int) CONNECT.toMillis());
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Sends a command and waits for its reply.
   *
   * @return the reply; null if there is no such key; the elements of a list, each on a line
   * @throws IOException if the connection is lost, or the server replies with an error
   */
  public synchronized String ask(String... command) throws IOException {
    StringBuilder text = new StringBuilder("*" + command.length + "\r\n");
    for (String word : command) {
      text.append("$" + word.getBytes(UTF_8).length + "\r\n" + word + "\r\n");
    }
    socket.getOutputStream().write(text.toString().getBytes(UTF_8));
    return reply();
  }

  /**
   * Reads a command as a client has sent it: a list of texts, {@code *2}, then {@code $3}, {@code
   * GET}, and so on.
   *
   * @return all of its bytes, in ISO 8859-1
   * @throws IOException if the client has gone
   */
  public static String command(InputStream in) throws IOException {
    StringBuilder command = new StringBuilder();
    int texts = number(in, command);
    for (int i = 0; i < texts; i++) {
      int length = number(in, command) + 2;
      command.append(new String(in.readNBytes(length), ISO_8859_1));
    }
    return command.toString();
  }

  /** Reads a line with a number after its first character. */
  private static int number(InputStream in, StringBuilder command) throws IOException {
    int begin = command.length();
    int next;
    do {
      next = in.read();
      if (next < 0) {
        throw new EOFException("the client has gone");
      }
      command.append((char) next);
    } while (next != '\n');
    return Integer.parseInt(command.substring(begin + 1, command.length() - 2));
  }

  private String reply() throws IOException {
    String line = line();
    String value = line.substring(1);
    switch (line.charAt(0)) {
      case '+', ':':
        return value;
      case '$':
        int length = Integer.parseInt(value);
        return length < 0 ? null : text(length);
      case '*':
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < Integer.parseInt(value); i++) {
          all.append(reply()).append('\n');
        }
        return all.toString().strip();
      default:
        throw new IOException("the Redis server replied: " + line);
    }
  }

  private String text(int length) throws IOException {
    String text = new String(in.readNBytes(length), UTF_8);
    line();
    return text;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the Redis server has closed the connection");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
