package sharing.mmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.common.ChildJvm;
import sharing.common.ParentJvm;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.threads.WatchedCall;

@Order(2)
@DisplayName("A flag in mapped memory")
class MappedFlagTest {
  private static final byte[] LOWERED = {0, 0, 0, 0};
  private static final byte[] RAISED = {0, 0, 0, 1};

  @TempDir Path folder;
  private Path file;

  /** A process that checks a flag until it is raised. */
  static final class Looking {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      MappedFlag flag = new MappedFlag(map(Path.of(arguments[0])));
      parent.send("it checks the flag, which is " + (flag.isRaised() ? "raised" : "lowered"));
      while (!flag.isRaised()) {
        Thread.onSpinWait();
      }
      flag.lower();
      parent.send("it has seen the flag raised, and lowered it");
      parent.finish();
    }
  }

  /** Two threads use one flag. */
  public static final class TwoThreads implements Interleaver.Scenario {
    private final MappedFlag flag = newFlag();
    private boolean seen;

    /** A flag in a file that is deleted immediately: the memory needs no name. */
    static MappedFlag newFlag() {
      try {
        Path file = Files.write(Files.createTempFile("flag", ""), LOWERED);
        MappedFlag flag = new MappedFlag(map(file));
        Files.deleteIfExists(file);
        return flag;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void worker1() {
      flag.isRaised();
    }

    @Override
    public void worker2() {
      seen = flag.isRaised();
      flag.raise();
    }

    @Override
    public void check() {
      assertThat(seen)
          .as("isRaised() in thread 2, before it raises the flag")
          .withFailMessage(
              "\nExpected: isRaised() returns false in thread 2, which raises the flag later.\n"
                  + "Seen: it returned true.")
          .isFalse();
      assertThat(flag.isRaised())
          .as("isRaised() after raise()")
          .withFailMessage(
              "\nExpected: isRaised() returns true after raise().\nSeen: it returned false.")
          .isTrue();
    }
  }

  @BeforeEach
  void name() {
    file = folder.resolve("flag");
  }

  /** A process that one test leaves behind must not disturb the next test. */
  @AfterEach
  void killAll() {
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  @Order(1)
  @Rule("Four bytes of 0 are a lowered flag. After raise(), it stays raised until lower().")
  void the_flag_is_raised_after_raise_and_lowered_after_lower() throws Exception {
    MappedFlag flag = new MappedFlag(map(Files.write(file, LOWERED)));
    assertThat(flag.isRaised())
        .as("isRaised() of a lowered flag")
        .withFailMessage(
            "\nExpected: isRaised() returns false for a lowered flag.\n"
                + "Seen: it returned true.")
        .isFalse();
    flag.raise();
    assertThat(flag.isRaised())
        .as("isRaised() after raise()")
        .withFailMessage(
            "\nExpected: isRaised() returns true after raise().\nSeen: it returned false.")
        .isTrue();
    flag.raise();
    assertThat(flag.isRaised())
        .as("isRaised() after raise() was called twice")
        .withFailMessage(
            "\nExpected: isRaised() returns true after a second raise().\n"
                + "Seen: it returned false.")
        .isTrue();
    flag.lower();
    assertThat(flag.isRaised())
        .as("isRaised() after lower()")
        .withFailMessage(
            "\nExpected: isRaised() returns false after lower().\nSeen: it returned true.")
        .isFalse();
  }

  @Test
  @Order(2)
  @Rule("A flag is bytes in a file: any process, in any language, can read and write them.")
  void the_flag_is_in_the_file() throws Exception {
    MappedFlag flag = new MappedFlag(map(Files.write(file, LOWERED)));
    flag.raise();
    assertThat(Files.readAllBytes(file)).as("the file's bytes after raise()").isEqualTo(RAISED);
    flag.lower();
    assertThat(Files.readAllBytes(file)).as("the file's bytes after lower()").isEqualTo(LOWERED);
    write(RAISED);
    assertThat(flag.isRaised())
        .as("isRaised(), after another program has written 0 0 0 1 to the file")
        .withFailMessage(
            "\nExpected: isRaised() returns true when the file holds 0 0 0 1.\n"
                + "Seen: it returned false.")
        .isTrue();
    write(LOWERED);
    assertThat(flag.isRaised())
        .as("isRaised(), which was true before another program wrote 0 0 0 0 to the file")
        .withFailMessage(
            "\nExpected: isRaised() returns false when the file holds 0 0 0 0 again.\n"
                + "Seen: it returned true, as it did before.")
        .isFalse();
  }

  @ParameterizedTest(name = "the bytes {0}")
  @Order(3)
  @Rule("A value other than 0 and 1 is an error, not a lowered flag.")
  @ValueSource(
      strings = {
        "0 0 0 2",
        "0 0 0 -1",
        "0 0 1 1",
        "0 1 0 1",
        "1 0 0 0",
        "1 0 0 1",
        "-128 0 0 0",
        "-128 0 0 1",
        "-1 -1 -1 -1"
      })
  void a_value_other_than_0_and_1_is_an_error(String bytes) throws Exception {
    MappedFlag flag = new MappedFlag(map(Files.write(file, parse(bytes))));
    assertThatThrownBy(flag::isRaised, "isRaised(), when the memory holds the bytes %s", bytes)
        .isInstanceOf(IllegalStateException.class);
    write(RAISED);
    assertThat(flag.isRaised())
        .as("isRaised(), after it threw and another program wrote 0 0 0 1 to the file")
        .withFailMessage(
            "\nExpected: isRaised() returns true when the file holds 0 0 0 1.\n"
                + "Seen: it returned false.")
        .isTrue();
  }

  @Test
  @Order(4)
  @Rule("A method rejects an argument that it cannot use, and its message names the argument.")
  void null_or_too_short_memory_is_rejected() throws Exception {
    MappedByteBuffer tooShort = map(Files.write(file, new byte[3]));
    assertThatIllegalArgumentException()
        .as("new MappedFlag(null)")
        .isThrownBy(() -> new MappedFlag(null))
        .withMessageContaining("memory");
    assertThatIllegalArgumentException()
        .as("new MappedFlag(memory), where memory has 3 bytes")
        .isThrownBy(() -> new MappedFlag(tooShort))
        .withMessageContaining("memory");
    for (int limit : new int[] {3, 0}) {
      MappedByteBuffer limited = map(Files.write(file, new byte[8]));
      limited.limit(limit);
      assertThatIllegalArgumentException()
          .as("new MappedFlag(memory), where memory has 8 bytes, and its limit is %d", limit)
          .isThrownBy(() -> new MappedFlag(limited))
          .withMessageContaining("memory");
    }
  }

  @Test
  @Order(5)
  @Rule("All processes that map the same file share its memory.")
  void another_process_sees_the_flag_raised() throws Exception {
    MappedFlag flag = new MappedFlag(map(Files.write(file, LOWERED)));
    ChildJvm child = ChildJvm.start(Looking.class, file.toString());
    assertThat(child.receive())
        .as("the first message of a process that has mapped the file of a lowered flag")
        .contains("it checks the flag, which is lowered");
    flag.raise();
    try {
      assertThat(WatchedCall.start(child::receive).result())
          .as("the second message of a process that checks the flag, after raise()")
          .contains("it has seen the flag raised, and lowered it");
    } catch (CheckFailedError hang) {
      throw new CheckFailedError(
          "Another process checks the flag until it is raised; this process called raise().\n"
              + hang.failure().how(),
          "the other process sees the flag raised.",
          "it still sees the flag lowered.");
    }
    assertThat(flag.isRaised())
        .as("isRaised(), after another process has lowered the flag")
        .withFailMessage(
            "\nExpected: isRaised() returns false after another process has lowered the flag.\n"
                + "Seen: it returned true.")
        .isFalse();
  }

  @Test
  @Order(6)
  @Rule("All threads share the position of a buffer: read by index, and do not move the position.")
  void isRaised_reads_the_flag_wherever_a_thread_is_paused() throws Exception {
    new MappedFlag(map(Files.write(file, LOWERED))).raise();
    Interleaver.assertHolds(TwoThreads.class);
  }

  @Test
  @Order(7)
  @Rule(
      "A thread that sees the flag raised must also see what the other thread wrote before raise():"
          + " use release and acquire.")
  void writes_before_raise_are_visible_to_a_thread_that_sees_it() throws Exception {
    Interleaver.assertHolds(Announced.class);
  }

  @ParameterizedTest(name = "capacity {0}, limit {1}, position {2}")
  @Order(8)
  @Rule(
      "The flag's place and byte order are fixed, whatever the buffer's position and byte order"
          + " are.")
  @CsvSource({"8, 8, 8", "8, 4, 1", "4, 4, 4", "4096, 4096, 5"})
  void position_and_byte_order_of_the_memory_do_not_matter(int capacity, int limit, int position)
      throws Exception {
    byte[] bytes = new byte[capacity];
    Arrays.fill(bytes, 4, capacity, (byte) 7);
    MappedByteBuffer memory = map(Files.write(file, bytes));
    memory.limit(limit).position(position);
    memory.order(ByteOrder.LITTLE_ENDIAN);
    MappedFlag flag = new MappedFlag(memory);
    assertWorks(flag, bytes, position, ByteOrder.LITTLE_ENDIAN);
    // Another user of the same buffer may change both at any time.
    memory.order(ByteOrder.LITTLE_ENDIAN).position(limit - position);
    assertWorks(flag, bytes, limit - position, ByteOrder.LITTLE_ENDIAN);
    memory.order(ByteOrder.BIG_ENDIAN);
    assertWorks(flag, bytes, limit - position, ByteOrder.BIG_ENDIAN);
  }

  /** Raises and lowers a flag; after its four bytes, the memory has other bytes. */
  private void assertWorks(MappedFlag flag, byte[] bytes, int position, ByteOrder order)
      throws IOException {
    String where = "the position of the memory is " + position + ", and its byte order is " + order;
    flag.raise();
    bytes[3] = 1;
    assertThat(Files.readAllBytes(file))
        .as("the bytes of the memory after raise(); " + where)
        .isEqualTo(bytes);
    assertThat(flag.isRaised())
        .as("isRaised() after raise(); " + where)
        .withFailMessage(
            "\nExpected: isRaised() returns true after raise(); %s.\nSeen: it returned false.",
            where)
        .isTrue();
    flag.lower();
    bytes[3] = 0;
    assertThat(Files.readAllBytes(file))
        .as("the bytes of the memory after lower(); " + where)
        .isEqualTo(bytes);
    assertThat(flag.isRaised())
        .as("isRaised() after lower(); " + where)
        .withFailMessage(
            "\nExpected: isRaised() returns false after lower(); %s.\nSeen: it returned true.",
            where)
        .isFalse();
  }

  @ParameterizedTest(name = "{0}(), when the memory held the bytes {1}")
  @Order(9)
  @Rule("After raise() the flag is raised, and after lower() lowered, whatever the memory held.")
  @CsvSource({"raise, 0 0 0 2", "raise, -1 -1 -1 -1", "lower, 0 0 0 2", "lower, -1 -1 -1 -1"})
  void raise_and_lower_work_whatever_the_memory_held(String method, String bytes) throws Exception {
    MappedFlag flag = new MappedFlag(map(Files.write(file, parse(bytes))));
    boolean raises = method.equals("raise");
    if (didNotThrow(raises ? flag::raise : flag::lower)) {
      assertThat(Files.readAllBytes(file))
          .as(
              "the file's bytes after %s(), when the memory held the bytes %s before",
              method, bytes)
          .isEqualTo(raises ? RAISED : LOWERED);
    }
  }

  /** A method may refuse bytes that are not a flag; then it must throw. */
  private static boolean didNotThrow(Runnable method) {
    try {
      method.run();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static byte[] parse(String bytes) {
    ByteBuffer value = ByteBuffer.allocate(4);
    for (String one : bytes.split(" ")) {
      value.put(Byte.parseByte(one));
    }
    return value.array();
  }

  /**
   * One thread writes a field and raises the flag; the other reads it if it sees the flag raised.
   */
  public static final class Announced implements Interleaver.Scenario {
    private final MappedFlag flag = TwoThreads.newFlag();
    private int written;
    private int read = 7;

    @Override
    public void worker1() {
      written = 7;
      flag.raise();
    }

    @Override
    public void worker2() {
      if (flag.isRaised()) {
        read = written;
      }
    }

    @Override
    public void check() {
      assertThat(read)
          .as("the field, read by a thread that saw the flag raised; 7 was written before raise()")
          .isEqualTo(7);
    }
  }

  /** Writes to the file as a program does that has not mapped it. */
  private void write(byte[] bytes) throws IOException {
    try (RandomAccessFile other = new RandomAccessFile(file.toFile(), "rw")) {
      other.write(bytes);
    }
  }

  private static MappedByteBuffer map(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(MapMode.READ_WRITE, 0, channel.size());
    }
  }
}
