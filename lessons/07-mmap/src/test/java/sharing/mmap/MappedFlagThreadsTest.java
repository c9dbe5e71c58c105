package sharing.mmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;

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

  /** Two flag objects use the same memory, as two processes do. One thread raises the flag. */
  static class AnnouncedToAnotherFlag implements Interleaver.Scenario {
    private final Mapped memory = new Mapped();
    private final MappedFlag raised = new MappedFlag(memory.one);
    private final MappedFlag seen = new MappedFlag(memory.other);
    private int written;
    private int read = 7;

    @Override
    public void worker1() {
      written = 7;
      raised.raise();
    }

    @Override
    public void worker2() {
      if (seen.isRaised()) {
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

  /** Two flag objects use the same memory. One thread lowers the flag. */
  static class Lowered implements Interleaver.Scenario {
    private final Mapped memory = new Mapped();
    private final MappedFlag lowered = new MappedFlag(memory.one);
    private final MappedFlag seen = new MappedFlag(memory.other);
    private int written;
    private int read = 7;

    Lowered() {
      lowered.raise();
    }

    @Override
    public void worker1() {
      written = 7;
      lowered.lower();
    }

    @Override
    public void worker2() {
      if (!seen.isRaised()) {
        read = written;
      }
    }

    @Override
    public void check() {
      assertThat(read)
          .as("the field, read by a thread that saw the flag lowered; 7 was written before lower()")
          .isEqualTo(7);
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
      "Two processes share the memory but no objects: here, only accesses to that memory can order"
          + " what the processes do.")
  void writes_before_raise_are_visible_through_another_flag_object() throws Exception {
    Interleaver.assertHolds(AnnouncedToAnotherFlag.class);
  }

  @Test
  @Order(3)
  @Rule("lower() also writes the flag: it must write with release.")
  void writes_before_lower_are_visible_to_a_thread_that_sees_it() throws Exception {
    Interleaver.assertHolds(Lowered.class);
  }
}
