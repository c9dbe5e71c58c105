package sharing.testkit.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ReadyThreadsTest {
  @Test
  void a_thread_that_never_waits_is_seen_at_each_look() throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    Thread busy =
        new Thread(
            () -> {
              while (!isOver.get()) {
                Thread.onSpinWait();
              }
            });
    busy.start();
    try {
      for (int look = 0; look < 1_000; look++) {
        assertThat(ReadyThreads.areThere()).as("look %d", look).isTrue();
      }
    } finally {
      isOver.set(true);
      busy.join();
    }
  }

  @Test
  @Timeout(60)
  void who_waits_and_who_asks_is_not_seen() throws Exception {
    // The JVM's own threads run now and then, and not for long.
    while (ReadyThreads.areThere()) {
      Thread.sleep(1); // Between two looks.
    }
  }
}
