package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import sharing.samples.Notes;

class RivalTest {
  static class Adding implements Rival.Contended<Boolean> {
    private final int tries;
    private final List<Integer> losses;

    Adding(int tries, List<Integer> losses) {
      this.tries = tries;
      this.losses = losses;
    }

    @Override
    public Boolean call() {
      return Notes.add(tries);
    }

    @Override
    public void comesFirst(int lost) {
      losses.add(lost);
      Notes.addAtOnce();
    }
  }

  @Test
  void a_thread_loses_as_often_as_it_is_told_and_then_wins() throws Exception {
    List<Integer> losses = new ArrayList<>();
    Callable<Boolean> adding = Rival.of(3, Notes.class.getPackageName(), Adding.class, 3, losses);
    assertThat(adding.call()).as("whether one of three tries succeeds").isFalse();
    assertThat(losses).as("the losses").containsExactly(0, 1, 2);
    assertThat(adding.call()).as("whether a later try succeeds").isTrue();
    assertThat(losses).as("the losses after that").hasSize(3);
  }
}
