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

  /** One file, mapped twice, as two processes map it. It is deleted: the memory needs no name. */
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

  /** Two threads use one flag: one raises it, the other one lowers it first. */
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
          .as("isRaised(), after raise() of thread 1, and lower() and raise() of thread 2")
          .withFailMessage(
              "\nExpected: isRaised() returns true: each thread has called raise() last.\n"
                  + "Seen: it returned false.")
          .isTrue();
    }
  }

  /** Two flags are in one memory, as in two processes: what came before raise() is visible. */
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
          .as("what a thread read that had seen the flag raised: 7 was written before raise()")
          .isEqualTo(7);
    }
  }

  /** The same with a flag that is lowered. */
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
          .as("what a thread read that had seen the flag lowered: 7 was written before lower()")
          .isEqualTo(7);
    }
  }

  @Test
  @Order(1)
  @Rule("A buffer has one position for all threads: write by index, as you read.")
  void no_pause_moves_what_another_thread_writes() throws Exception {
    Interleaver.assertHolds(TwoRaise.class);
  }

  @Test
  @Order(2)
  @Rule(
      "Two processes share the memory, and no object: only an access of the memory itself can order"
          + " what they do.")
  void what_came_before_raise_is_visible_by_way_of_another_object() throws Exception {
    Interleaver.assertHolds(AnnouncedToAnotherFlag.class);
  }

  @Test
  @Order(3)
  @Rule("lower() writes the flag, too: write with release.")
  void what_came_before_lower_is_visible_after_a_check_that_sees_it() throws Exception {
    Interleaver.assertHolds(Lowered.class);
  }
}
