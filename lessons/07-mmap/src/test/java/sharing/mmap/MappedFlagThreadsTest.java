package sharing.mmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.interleaver.StoppedClock;

@Order(2)
@DisplayName("A flag in mapped memory")
class MappedFlagThreadsTest {

  /** One file, mapped twice, as by two processes. It is deleted: the memory needs no name. */
  private static final class Mapped {
    private final MappedByteBuffer one;
    private final MappedByteBuffer other;

    Mapped() {
      try {
        Path file = Files.write(Files.createTempFile("flag", ""), new byte[4]);
        try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
          one = channel.map(MapMode.READ_WRITE, 0, 4);
          other = channel.map(MapMode.READ_WRITE, 0, 4);
        }
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Two threads use one flag: one raises it, and the other lowers it and then raises it. */
  static class TwoRaise implements Interleaver.Scenario {
    private final MappedFlag flag = new MappedFlag(new Mapped().one);

    @Override
    public void worker1() {
      flag.raise();
    }

    @Override
    public void worker2() {
      flag.lower();
      flag.raise();
    }

    @Override
    public void check() {
      assertThat(flag.isRaised())
          .as("isRaised(), after raise() in thread 1, and lower() and raise() in thread 2")
          .withFailMessage(
              "\nExpected: isRaised() returns true: raise() was the last call of each thread.\n"
                  + "Seen: it returned false.")
          .isTrue();
    }
  }

  /**
   * The flag as another process sees it that is written in any language: it has no object, lock or
   * static field of this process, and accesses the memory with release and acquire. (The fences are
   * for a flag that uses fences, too.)
   */
  private static final class AnotherProcess {
    private static final VarHandle INT =
        MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final MappedByteBuffer memory;

    AnotherProcess(MappedByteBuffer memory) {
      this.memory = memory;
    }

    void write(int value) {
      VarHandle.releaseFence();
      INT.setRelease(memory, 0, value);
    }

    int read() {
      int value = (int) INT.getAcquire(memory, 0);
      VarHandle.acquireFence();
      return value;
    }
  }

  /** One thread raises the flag; the other one sees it as another process does. */
  static class RaisedForAnotherProcess implements Interleaver.Scenario {
    private final Mapped memory = new Mapped();
    private final MappedFlag flag = new MappedFlag(memory.one);
    private final AnotherProcess another = new AnotherProcess(memory.other);
    private int written;
    private int read = 7;

    @Override
    public void worker1() {
      written = 7;
      flag.raise();
    }

    @Override
    public void worker2() {
      if (another.read() == 1) {
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

  /** One thread raises the flag as another process does; the other one sees it. */
  static class RaisedByAnotherProcess implements Interleaver.Scenario {
    private final Mapped memory = new Mapped();
    private final MappedFlag flag = new MappedFlag(memory.one);
    private final AnotherProcess another = new AnotherProcess(memory.other);
    private int written;
    private int read = 7;

    @Override
    public void worker1() {
      written = 7;
      another.write(1);
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
          .as("the field, read by a thread that saw the flag raised; 7 was written before")
          .isEqualTo(7);
    }
  }

  /** One thread lowers the flag; the other one sees it as another process does. */
  static class LoweredForAnotherProcess implements Interleaver.Scenario {
    private final Mapped memory = new Mapped();
    private final MappedFlag flag = new MappedFlag(memory.one);
    private final AnotherProcess another = new AnotherProcess(memory.other);
    private int written;
    private int read = 7;

    LoweredForAnotherProcess() {
      another.write(1);
    }

    @Override
    public void worker1() {
      written = 7;
      flag.lower();
    }

    @Override
    public void worker2() {
      if (another.read() == 0) {
        read = written;
      }
    }

    @Override
    public void check() {
      assertThat(read)
          .as("the field, read by a thread that saw the flag lowered; 7 was written before lower()")
          .isEqualTo(7);
      assertThat(another.read()).as("the int in the memory after lower()").isZero();
    }
  }

  /** One thread lowers the flag as another process does; the other one sees it. */
  static class LoweredByAnotherProcess implements Interleaver.Scenario {
    private final Mapped memory = new Mapped();
    private final MappedFlag flag = new MappedFlag(memory.one);
    private final AnotherProcess another = new AnotherProcess(memory.other);
    private int written;
    private int read = 7;

    LoweredByAnotherProcess() {
      another.write(1);
    }

    @Override
    public void worker1() {
      written = 7;
      another.write(0);
    }

    @Override
    public void worker2() {
      if (!flag.isRaised()) {
        read = written;
      }
    }

    @Override
    public void check() {
      assertThat(read)
          .as("the field, read by a thread that saw the flag lowered; 7 was written before")
          .isEqualTo(7);
    }
  }

  /** One thread uses the flag; another one uses the same buffer, and sets its byte order. */
  static class OrderIsSet implements Interleaver.Scenario {
    private final Mapped memory = new Mapped();
    private final MappedFlag flag = new MappedFlag(memory.one);
    private boolean seen;

    @Override
    public void worker1() {
      flag.raise();
      seen = flag.isRaised();
    }

    @Override
    public void worker2() {
      memory.one.order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void check() {
      assertThat(memory.other.getInt(0))
          .as("the int in the memory after raise(), when another thread set the buffer's order")
          .isEqualTo(1);
      assertThat(seen)
          .as("isRaised() after raise(), when another thread set the buffer's order")
          .withFailMessage(
              "\nExpected: isRaised() returns true after raise().\nSeen: it returned false.")
          .isTrue();
    }
  }

  /**
   * Checks a flag again and again, while another program changes it. This class is loaded again, so
   * its result must be of classes of the JDK.
   */
  static final class CheckedAfterEachChange implements Callable<List<Boolean>> {
    static final List<Integer> VALUES = List.of(0, 1, 0, 0, 1, 1, 0, 1);

    @Override
    public List<Boolean> call() {
      Mapped memory = new Mapped();
      MappedFlag flag = new MappedFlag(memory.one);
      List<Boolean> seen = new ArrayList<>();
      for (int value : VALUES) {
        memory.other.putInt(0, value);
        seen.add(flag.isRaised());
      }
      return seen;
    }
  }

  @Test
  @Order(1)
  @Rule("All threads share the position of a buffer: write by index, too.")
  void raise_writes_the_flag_wherever_a_thread_is_paused() throws Exception {
    Interleaver.assertHolds(TwoRaise.class);
  }

  @Test
  @Order(2)
  @Rule(
      "Two processes share the memory, but no object, lock or static field: only accesses to that"
          + " memory can order what the processes do.")
  void writes_before_raise_are_visible_to_another_process() throws Exception {
    Interleaver.assertHolds(RaisedForAnotherProcess.class);
    Interleaver.assertHolds(RaisedByAnotherProcess.class);
  }

  @Test
  @Order(3)
  @Rule("lower() also writes the flag: it must write with release.")
  void writes_before_lower_are_visible_to_another_process() throws Exception {
    Interleaver.assertHolds(LoweredForAnotherProcess.class);
    Interleaver.assertHolds(LoweredByAnotherProcess.class);
  }

  @Test
  @Order(4)
  @Rule("All users of a buffer share its byte order, too: your accesses must not depend on it.")
  void the_flag_works_while_another_thread_sets_the_byte_order() throws Exception {
    Interleaver.assertHolds(OrderIsSet.class);
  }

  @Test
  @Order(5)
  @Rule("Another process may change the flag at any moment: read the memory at each check.")
  void each_check_reads_the_memory() throws Exception {
    assertThat(StoppedClock.of(CheckedAfterEachChange.class).call())
        .as("isRaised(), each time after another program wrote one of the ints 0 1 0 0 1 1 0 1")
        .isEqualTo(CheckedAfterEachChange.VALUES.stream().map(value -> value == 1).toList());
  }
}
