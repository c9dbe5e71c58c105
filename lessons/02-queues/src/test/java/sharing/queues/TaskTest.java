package sharing.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.queues.helpers.StoredNumbers;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;

@Order(1)
@DisplayName("A message to a worker, and the pill")
class TaskTest {

  /** Two threads make a pill at the same time. */
  static class TwoPills implements Interleaver.Scenario {
    private Task pill1;
    private Task pill2;

    @Override
    public void worker1() {
      pill1 = Task.pill();
    }

    @Override
    public void worker2() {
      pill2 = Task.pill();
    }

    @Override
    public void check() {
      assertThat(List.of(pill1.isPill(), pill2.isPill()))
          .as("isPill() of two pills that two threads made at the same time")
          .containsExactly(true, true);
    }
  }

  /** Two threads read the same task for the first time. */
  static class TwoReaders implements Interleaver.Scenario {
    private final Task task = Task.of(2, 3, 5);
    private long[] read1;
    private long[] read2;

    @Override
    public void worker1() {
      read1 = task.candidates();
    }

    @Override
    public void worker2() {
      read2 = task.candidates();
    }

    @Override
    public void check() {
      assertThat(read1)
          .as("the candidates of Task.of(2, 3, 5) in thread 1")
          .containsExactly(2, 3, 5);
      assertThat(read2)
          .as("the candidates of Task.of(2, 3, 5) in thread 2")
          .containsExactly(2, 3, 5);
    }
  }

  @Test
  @Order(1)
  @Rule("A task returns the candidates that it was given.")
  void candidates_are_as_they_were_given() {
    for (long[] given : List.of(new long[] {7}, new long[] {9, 2, 9, 4}, new long[] {})) {
      assertThat(Task.of(given).candidates())
          .as("the candidates of a task with %s", Arrays.toString(given))
          .isEqualTo(given);
    }
  }

  @ParameterizedTest(name = "{0}")
  @Order(2)
  @Rule("Every number may be a candidate, so no number can mark the end of the work.")
  @ValueSource(longs = {0, -1, 1, 127, 128, 1000, Long.MIN_VALUE, Long.MAX_VALUE})
  void no_candidate_is_a_pill(long n) {
    assertThat(Task.of(n).isPill())
        .as("isPill() of a task with the candidate %d", n)
        .withFailMessage(
            "\nExpected: isPill() returns false for a task with the candidate %d.\n"
                + "Seen: it returned true.",
            n)
        .isFalse();
    assertThat(Task.of(n).candidates())
        .as("the candidates of a task with the candidate %d", n)
        .containsExactly(n);
  }

  @Test
  @Order(3)
  @Rule("Every message that Task.pill() makes is a pill, whichever object it is.")
  void every_pill_is_a_pill() {
    Task pill = Task.pill();
    Task another = Task.pill();
    assertThat(pill.isPill())
        .as("isPill() of a pill, after another pill was made")
        .withFailMessage(
            "\nExpected: isPill() returns true for a pill, after another pill was made.\n"
                + "Seen: it returned false.")
        .isTrue();
    assertThat(another.isPill())
        .as("isPill() of another pill")
        .withFailMessage(
            "\nExpected: isPill() returns true for every pill.\nSeen: it returned false.")
        .isTrue();
    assertThat(pill.candidates()).as("the candidates of a pill").isEmpty();
    assertThat(Task.of().isPill())
        .as("isPill() of a task without candidates")
        .withFailMessage(
            "\nExpected: isPill() returns false for a task without candidates.\n"
                + "Seen: it returned true.")
        .isFalse();
  }

  @Test
  @Order(4)
  @Rule("A message has its own copy of its numbers, because another thread reads them.")
  void a_message_does_not_change_after_it_was_made() {
    long[] given = {7, 9};
    Task task = Task.of(given);
    given[0] = 8;
    assertThat(task.candidates())
        .as("the candidates of Task.of(7, 9), after the array passed to Task.of was changed")
        .containsExactly(7, 9);
    task.candidates()[1] = 8;
    assertThat(task.candidates())
        .as(
            "the candidates of Task.of(7, 9), after the array that candidates() returned was changed")
        .containsExactly(7, 9);
    long[] many = LongStream.range(0, 5_000).toArray();
    Task large = Task.of(many);
    many[0] = 8;
    assertThat(large.candidates()[0])
        .as("the first of 5,000 candidates, after the array passed to Task.of was changed")
        .isZero();
    large.candidates()[0] = 8;
    assertThat(large.candidates()[0])
        .as("the first of 5,000 candidates, after the array that candidates() returned was changed")
        .isZero();
  }

  @Test
  @Order(5)
  @Rule("An invalid argument is rejected with a message that names the argument.")
  void a_null_array_is_rejected() {
    assertThatIllegalArgumentException()
        .as("Task.of(null)")
        .isThrownBy(() -> Task.of((long[]) null))
        .withMessageContaining("candidates");
  }

  @Test
  @Order(6)
  @Rule("Every number may be a candidate, even one that a search will hardly ever meet.")
  void numbers_stored_in_a_pill_are_still_candidates() throws Exception {
    for (long[] numbers : StoredNumbers.of(Task.pill())) {
      assertThat(Task.of(numbers).isPill())
          .as("isPill() of a task with %s", Arrays.toString(numbers))
          .withFailMessage(
              "\nExpected: isPill() returns false for a task with the numbers %s,"
                  + " which a pill or the class Task also stores.\n"
                  + "Seen: it returned true.",
              Arrays.toString(numbers))
          .isFalse();
    }
  }

  @Test
  @Order(7)
  @Rule("A pill is a pill, whichever thread made it, and whenever that was.")
  void no_pause_turns_a_pill_into_a_task() throws Exception {
    Interleaver.assertHolds(TwoPills.class);
  }

  @Test
  @Order(8)
  @Rule("Several threads may read one message, so reading must not change it.")
  void no_pause_changes_what_a_thread_reads() throws Exception {
    Interleaver.assertHolds(TwoReaders.class);
  }
}
