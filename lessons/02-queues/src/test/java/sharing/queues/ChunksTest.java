package sharing.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sharing.queues.helpers.CountedCandidates;
import sharing.testkit.Rule;

@Order(3)
@DisplayName("Many numbers in one message")
class ChunksTest {

  @ParameterizedTest(name = "{0} numbers, {1} in a chunk")
  @Order(1)
  @Rule("Each number is in one chunk, in order. The last chunk may be short; no chunk is empty.")
  @CsvSource(
      delimiter = ';',
      value = {
        "6; 3; [[0, 1, 2], [3, 4, 5]]",
        "7; 3; [[0, 1, 2], [3, 4, 5], [6]]",
        "3; 1; [[0], [1], [2]]",
        "2; 5; [[0, 1]]",
        "0; 3; []",
      })
  void all_numbers_are_in_the_chunks(int numbers, int size, String expected) {
    Chunks chunks = new Chunks(new CountedCandidates(0, numbers), size);
    List<String> seen = new ArrayList<>();
    while (chunks.hasNext()) {
      seen.add(Arrays.toString(chunks.next()));
    }
    assertThat(seen)
        .as("the chunks of %d numbers, %d in each", numbers, size)
        .hasToString(expected);
  }

  @Test
  @Order(2)
  @Rule(
      "Call the source only when you are asked for more: its numbers need not fit in memory, and it"
          + " may wait for the next one.")
  void no_number_is_taken_before_it_is_asked_for() {
    CountedCandidates source = new CountedCandidates(0, 1_000_000);
    Chunks chunks = new Chunks(source, 4);
    assertThat(source.taken.get()).as("how many numbers new Chunks(source, 4) takes").isZero();
    assertThat(source.asked.get())
        .as("how often new Chunks(source, 4) calls hasNext() of the source")
        .isZero();
    assertThat(chunks.hasNext() && chunks.hasNext())
        .as("hasNext(), called twice")
        .withFailMessage(
            "\nExpected: hasNext() returns true both times, because no chunk was taken.\n"
                + "Seen: it returned false.")
        .isTrue();
    assertThat(source.taken.get())
        .as("how many numbers hasNext() of new Chunks(source, 4) takes")
        .isZero();
    assertThat(chunks.next())
        .as("the first chunk of new Chunks(source, 4)")
        .containsExactly(0, 1, 2, 3);
    assertThat(source.taken.get())
        .as("how many numbers next() of new Chunks(source, 4) takes")
        .isEqualTo(4);
    assertThat(source.takenWhenAsked.get())
        .as("how many numbers next() had taken when it called hasNext() of the source")
        .withFailMessage(
            "\nExpected: next() does not call hasNext() of the source once it has taken 4 numbers,"
                + " because its chunk is full.\n"
                + "Seen: it called hasNext() of the source then.")
        .isLessThan(4);
    chunks.next();
    chunks.hasNext();
    assertThat(source.taken.get())
        .as("how many numbers next(), next() and hasNext() take, with 4 in a chunk")
        .isEqualTo(8);
  }

  @Test
  @Order(3)
  @Rule("Each chunk is a new array: another thread may still read the previous one.")
  void a_chunk_does_not_change_when_the_next_is_taken() {
    Chunks chunks = new Chunks(new CountedCandidates(0, 4), 2);
    long[] first = chunks.next();
    assertThat(chunks.next()).as("the second chunk of 4 numbers, 2 in each").containsExactly(2, 3);
    assertThat(first).as("the first chunk, after the second was taken").containsExactly(0, 1);
    Chunks more = new Chunks(new CountedCandidates(0, 10), 2);
    List<long[]> kept = new ArrayList<>();
    more.forEachRemaining(kept::add);
    assertThat(kept.stream().map(Arrays::toString))
        .as("all chunks of 10 numbers, 2 in each, after the last one was taken")
        .containsExactly("[0, 1]", "[2, 3]", "[4, 5]", "[6, 7]", "[8, 9]");
    List<long[]> many = new ArrayList<>();
    new Chunks(new CountedCandidates(0, 2_000), 2).forEachRemaining(many::add);
    assertThat(many).as("the chunks of 2,000 numbers, 2 in each").hasSize(1_000);
    assertThat(many.get(0))
        .as("the first chunk of 2,000 numbers, 2 in each, after the last one was taken")
        .containsExactly(0, 1);
  }

  @Test
  @Order(4)
  @Rule("An iterator without another element throws NoSuchElementException.")
  void there_is_nothing_after_the_last_chunk() {
    Chunks chunks = new Chunks(new CountedCandidates(0, 3), 3);
    chunks.next();
    assertThat(chunks.hasNext())
        .as("hasNext() after the last chunk")
        .withFailMessage(
            "\nExpected: hasNext() returns false after the last chunk.\n"
                + "Seen: it returned true.")
        .isFalse();
    assertThatThrownBy(chunks::next, "next() after the last chunk")
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  @Order(5)
  @Rule("An invalid argument is rejected with a message that names the argument and its value.")
  void chunks_that_make_no_sense_are_rejected() {
    for (int wrong : List.of(0, -1, -1_000_000)) {
      assertThatIllegalArgumentException()
          .as("new Chunks(source, %d)", wrong)
          .isThrownBy(() -> new Chunks(new CountedCandidates(0, 3), wrong))
          .withMessageContainingAll("size", Integer.toString(wrong));
    }
    assertThatIllegalArgumentException()
        .as("new Chunks(null, 3)")
        .isThrownBy(() -> new Chunks(null, 3))
        .withMessageContaining("source");
  }
}
