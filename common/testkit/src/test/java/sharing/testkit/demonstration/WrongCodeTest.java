package sharing.testkit.demonstration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.wrong.PlainCount;

/** Pins what a demonstration gets to show of its wrong code. */
class WrongCodeTest {
  private final WrongCode code = new WrongCode(PlainCount.class);

  /** Breaks it. */
  public static class TwoAdds implements Interleaver.Scenario {
    private final PlainCount count = new PlainCount();

    @Override
    public void worker1() {
      count.add();
    }

    @Override
    public void check() {
      assertThat(count.count()).isEqualTo(2);
    }
  }

  /** Does not break it. */
  public static class TwoReads implements Interleaver.Scenario {
    private final PlainCount count = new PlainCount();

    @Override
    public void worker1() {
      count.count();
    }

    @Override
    public void check() {
      assertThat(count.count()).isZero();
    }
  }

  @Test
  void the_body_of_a_method_has_the_numbers_of_its_lines() throws Exception {
    assertThat(code.listing("add")).isEqualTo("9    if (count >= 0) {\n10     count++;\n11   }\n");
  }

  @Test
  void a_method_that_is_not_there_is_an_error() {
    assertThatThrownBy(() -> code.listing("remove"))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("has no method remove");
  }

  @Test
  void the_schedule_that_breaks_it_stands_in_columns() throws Exception {
    assertThat(code.schedule(TwoAdds.class).lines())
        .anyMatch(line -> line.startsWith("worker 1 "))
        .anyMatch(line -> line.contains("10   writes count: 1") && line.endsWith("<--"));
  }

  @Test
  void a_scenario_that_holds_shows_nothing_and_is_an_error() {
    assertThatThrownBy(() -> code.schedule(TwoReads.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("holds in all schedules");
  }
}
