package sharing.common;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The form of messages in a stream: each begins with a mark, and ends with a newline. Text between
 * messages does not count: a process may also print.
 */
final class Messages {
  /** ASCII's "start of text". No byte of another character in UTF-8 is the same, nor a newline. */
  private static final byte MARK = 2;

  private static final byte END = '\n';

  private Messages() {}

  /** Receives the messages and the other text. */
  interface Reader {
    void message(String text) throws InterruptedException;

    /** Receives other text. */
    void words(String text);
  }

  /** Writes one message in one call, and flushes. */
  static void write(String text, OutputStream out) throws IOException {
    if (text == null || text.indexOf(END) >= 0) {
      throw new IllegalArgumentException("message must be one line of text: " + text);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[bytes.length + 2];
    whole[0] = MARK;
    System.arraycopy(bytes, 0, whole, 1, bytes.length);
    whole[whole.length - 1] = END;
    synchronized (out) {
      out.write(whole);
      out.flush();
    }
  }

  /** Reads a stream to its end. A message without its end is dropped. */
  static void read(InputStream in, Reader reader) throws IOException, InterruptedException {
    ByteArrayOutputStream message = null;
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      int from = 0;
      for (int i = 0; i < n; i++) {
        if (message == null && buffer[i] == MARK) {
          words(buffer, from, i, reader);
          message = new ByteArrayOutputStream();
          from = i + 1;
        } else if (message != null && buffer[i] == END) {
          message.write(buffer, from, i - from);
          reader.message(message.toString(StandardCharsets.UTF_8));
          message = null;
          from = i + 1;
        }
      }
      if (message == null) {
        words(buffer, from, n, reader);
      } else {
        message.write(buffer, from, n - from);
      }
    }
  }

  private static void words(byte[] buffer, int from, int to, Reader reader) {
    if (from < to) {
      reader.words(new String(buffer, from, to - from, StandardCharsets.UTF_8));
    }
  }
}
