package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code HostileTest} has it bound a real run. */
class TimeBudgetTest {
  private static final Duration MOST = Duration.ofSeconds(299);

  @TempDir private Path work;
  private final StringBuilder events = new StringBuilder();
  private final TimeBudget budget = new TimeBudget(Duration.ofSeconds(300));

  @Test
  void tests_that_pass_use_nothing_up() throws Exception {
    for (String test : new String[] {"a", "b", "c"}) {
      starts(test);
      look(MOST);
      ends(test);
      look(Duration.ZERO);
    }
    assertThat(budget.isSpent()).isFalse();
  }

  @Test
  void tests_that_fail_use_it_up_together() throws Exception {
    starts("a");
    look(MOST);
    fails("a");
    starts("b");
    look(Duration.ZERO);
    assertThat(budget.isSpent()).isFalse();
    ends("b");
    look(Duration.ofMillis(999));
    starts("c");
    assertThat(budget.isSpent()).isFalse();
    look(Duration.ofSeconds(1));
    assertThat(budget.isSpent()).isTrue();
  }

  @Test
  void one_that_fails_pays_though_another_passes_before_the_next_look() throws Exception {
    starts("a");
    look(MOST);
    fails("a");
    starts("b");
    ends("b");
    look(Duration.ofSeconds(1));
    assertThat(budget.isSpent()).isTrue();
  }

  @Test
  void a_test_that_is_on_may_use_up_what_is_left() throws Exception {
    starts("a");
    look(MOST);
    assertThat(budget.isSpent()).isFalse();
    look(Duration.ofSeconds(1));
    assertThat(budget.isSpent()).isTrue();
  }

  @Test
  void a_JVM_that_goes_on_with_a_run_has_what_the_last_one_has_left() throws Exception {
    starts("a");
    look(MOST);
    budget.begin(1);
    events.setLength(0);
    starts("b");
    look(Duration.ZERO);
    ends("b");
    look(Duration.ZERO);
    assertThat(budget.isSpent()).isFalse();
    look(Duration.ofSeconds(1));
    assertThat(budget.isSpent()).isTrue();
  }

  @Test
  void each_run_has_a_budget_of_its_own() throws Exception {
    starts("a");
    look(MOST);
    fails("a");
    look(Duration.ZERO);
    Files.createFile(TestRun.events(work, 2));
    look(Duration.ofSeconds(1));
    assertThat(budget.isSpent()).isFalse();
    budget.look(work, MOST);
    assertThat(budget.isSpent()).isFalse();
    budget.begin(3); // Another JVM, for the second run has ended its own.
    budget.look(work, MOST);
    assertThat(budget.isSpent()).isFalse();
  }

  @Test
  void events_that_cannot_be_read_bring_nothing_back() throws Exception {
    starts("a");
    ends("a");
    events.append("nonsense\n");
    look(MOST);
    look(Duration.ofSeconds(1));
    assertThat(budget.isSpent()).isTrue();
  }

  private void starts(String test) {
    event(
        "PLANNED",
        test,
        """
        ,"test":{"step":1,"title":"","testClass":"T","method":"%s","rule":"","status":"NOT_RUN","printed":"","nanos":0}\
        """
            .formatted(test)
            .strip());
    event("STARTED", test, "");
  }

  private void fails(String test) {
    event(
        "FAILED",
        test,
        """
        ,"failure":{"kind":"CHECK","expected":"","seen":"","how":"","rule":"","stack":[]}\
        """
            .strip());
    ends(test);
  }

  private void ends(String test) {
    event("ENDED", test, "");
  }

  private void event(String kind, String test, String more) {
    events.append(
        "{\"kind\":\"%s\",\"testClass\":\"T\",\"method\":\"%s\"%s}\n".formatted(kind, test, more));
  }

  private void look(Duration time) throws IOException {
    Files.writeString(TestRun.events(work, 1), events);
    budget.look(work, time);
  }
}
