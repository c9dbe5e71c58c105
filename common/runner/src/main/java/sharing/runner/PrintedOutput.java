package sharing.runner;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import sharing.common.ChildJvm;

/**
 * The output of the code under test: to {@link System#out} and {@link System#err}, in this JVM and
 * in those that it starts. It is kept in a file, and the end of it for the test that runs.
 *
 * <p>Both are bounded, so that printing without end fills no disk and no memory: the file has at
 * most {@value #FILE_BYTES} bytes, and a test's end {@value #TAIL_BYTES}.
 *
 * <p>Any number of threads may print.
 */
final class PrintedOutput extends OutputStream {
  static final String FILE = "printed.txt";

  private static final int FILE_BYTES = 1_000_000;
  private static final int TAIL_BYTES = 4_000;

  private final OutputStream file;
  private final OutputStream before;
  private final byte[] tail = new byte[TAIL_BYTES];
  private long inTail;
  private long inFile;

  private PrintedOutput(OutputStream file, OutputStream before) {
    this.file = file;
    this.before = before;
  }

  /**
   * From now on, keeps what is printed, after what an earlier JVM of the run has printed.
   *
   * @param work the folder for the file
   */
  static PrintedOutput keep(Path work) throws IOException {
    PrintedOutput output =
        new PrintedOutput(
            Files.newOutputStream(
                work.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            System.err);
    PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
    ChildJvm.copyOutputTo(stream);
    return output;
  }

  /** A test begins: earlier output does not belong to it. */
  synchronized void begin() {
    inTail = 0;
  }

  /** The end of what was printed since the test began. */
  synchronized String end() {
    int kept = (int) Math.min(inTail, TAIL_BYTES);
    byte[] bytes = new byte[kept];
    for (int i = 0; i < kept; i++) {
      bytes[i] = tail[(int) ((inTail - kept + i) % TAIL_BYTES)];
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    // An incomplete line at the cut does not count.
    return inTail > kept ? text.substring(text.indexOf('\n') + 1) : text;
  }

  @Override
  public synchronized void write(int next) throws IOException {
    write(new byte[] {(byte) next}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) throws IOException {
    keepEnd(bytes, from, count);
    int fits = (int) Math.max(0, Math.min(count, FILE_BYTES - inFile));
    file.write(bytes, from, fits);
    if (fits < count && inFile <= FILE_BYTES) {
      file.write("\n... (more was printed, but not kept)\n".getBytes(StandardCharsets.UTF_8));
    }
    inFile += fits < count ? FILE_BYTES + 1L : fits;
    before.write(bytes, from, count);
  }

  private void keepEnd(byte[] bytes, int from, int count) {
    for (int i = Math.max(from, from + count - TAIL_BYTES); i < from + count; i++) {
      tail[(int) ((inTail + i - from) % TAIL_BYTES)] = bytes[i];
    }
    inTail += count;
  }

  @Override
  public synchronized void flush() throws IOException {
    before.flush();
  }
}
