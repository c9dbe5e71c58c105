package sharing.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.Rule;

@Order(5)
@DisplayName("Messages as lines of text")
class LinesTest {
  private static final Answer FINISHED = new Answer.Finished();

  /** Runs first, so that a student who has not started this step is not sent to another step. */
  @BeforeEach
  void a_line_is_written() {
    assertThat(Lines.of(FINISHED))
        .as("Lines.of(finished)")
        .withFailMessage("\nExpected: Lines.of(finished) returns a line.\nSeen: it returned null.")
        .isNotNull();
  }

  static Stream<long[]> numbers() {
    return Stream.of(
        new long[] {7},
        new long[] {3, 1, 2},
        new long[] {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE},
        new long[] {});
  }

  @ParameterizedTest(name = "{0}")
  @Order(1)
  @Rule("A task arrives with all its numbers, in order. No task is a pill, not even an empty one.")
  @MethodSource("numbers")
  void a_task_is_read_as_it_was_written(long[] candidates) {
    Task read = Lines.task(Lines.of(Task.of(candidates)));
    assertThat(read.candidates())
        .as("the candidates of a task with %s, written and read", Arrays.toString(candidates))
        .containsExactly(candidates);
    assertThat(read.isPill())
        .as("isPill() of a task with %s, written and read", Arrays.toString(candidates))
        .withFailMessage(
            "\nExpected: isPill() returns false for a task with %s, written and read.\n"
                + "Seen: it returned true.",
            Arrays.toString(candidates))
        .isFalse();
  }

  @Test
  @Order(2)
  @Rule("A pill is still a pill on the other side of the pipe.")
  void a_pill_is_read_as_it_was_written() {
    assertThat(Lines.task(Lines.of(Task.pill())).isPill())
        .as("isPill() of a pill, written and read")
        .withFailMessage(
            "\nExpected: isPill() returns true for a pill, written and read.\n"
                + "Seen: it returned false.")
        .isTrue();
  }

  @ParameterizedTest(name = "primes {0}")
  @Order(3)
  @Rule("An answer arrives as it was sent: its primes in order, or \"finished\".")
  @MethodSource("numbers")
  void an_answer_is_read_as_it_was_written(long[] numbers) {
    Answer primes = new Answer.Primes(LongStream.of(numbers).boxed().toList());
    assertThat(Lines.answer(Lines.of(primes)))
        .as("the primes %s, written and read", Arrays.toString(numbers))
        .isEqualTo(primes);
    assertThat(Lines.answer(Lines.of(FINISHED)))
        .as("the answer \"finished\", written and read")
        .isEqualTo(FINISHED);
  }

  static Stream<Named<Throwable>> causes() {
    Throwable isHard =
        new IllegalStateException("9") {
          private static final long serialVersionUID = 1;

          @Override
          public String toString() {
            return "9 is hard";
          }
        };
    return Stream.of(
            new ArithmeticException("9 cannot be decided"),
            new ArithmeticException(""),
            new ArithmeticException("finished"),
            new ArithmeticException("task 7"),
            new ArithmeticException(),
            isHard,
            new ArithmeticException("a tab:\t9; three spaces:   9; a space at the end: "),
            new ArithmeticException("9 ".repeat(1_000) + "is the end"))
        .map(cause -> Named.of("a cause with the text " + shortened(cause), cause));
  }

  private static String shortened(Throwable cause) {
    String text = cause.toString();
    return text.length() < 100 ? text : text.substring(0, 50) + "...";
  }

  @ParameterizedTest(name = "{0}.")
  @Order(4)
  @Rule("An exception cannot cross a pipe, but its text can: you need that text to find the fault.")
  @MethodSource("causes")
  void a_failure_keeps_the_text_of_its_cause(Throwable cause) {
    Answer read = Lines.answer(Lines.of(new Answer.Failed(cause)));
    assertThat(read)
        .as("the failure \"%s\", written and read", shortened(cause))
        .isInstanceOf(Answer.Failed.class);
    String text = ((Answer.Failed) read).cause().getMessage();
    String what =
        String.format(
            "the message of the cause that was read, after \"%s\" was written", shortened(cause));
    if (cause.toString().length() > 1_000 && text != null) {
      assertThat(text.length()).as("the length of %s", what).isEqualTo(cause.toString().length());
    }
    assertThat(text).as(what).isEqualTo(cause.toString());
  }

  @Test
  @Order(5)
  @Rule("A message is one line; a text with a line break would be two lines.")
  void a_failure_with_line_breaks_is_one_line() {
    String line =
        Lines.of(new Answer.Failed(new ArithmeticException("first\nsecond\r\nthird\rlast")));
    assertThat(line.lines().count())
        .as("the number of lines of \"%s\"", visible(line))
        .isEqualTo(1);
    String read = ((Answer.Failed) Lines.answer(line)).cause().getMessage();
    assertThat(visible(read.replaceAll(" +", " ")))
        .as("the message of the cause that was read, after one with four lines was written")
        .isEqualTo("java.lang.ArithmeticException: first second third last");
  }

  /** The same text, with words in place of the line breaks: a report cannot show them. */
  private static String visible(String text) {
    return text.replace("\r", "(a carriage return)").replace("\n", "(a newline)");
  }

  @ParameterizedTest(name = "{0}")
  @Order(8)
  @Rule("Understand a line completely or reject it: a damaged line is an error.")
  @ValueSource(strings = {"a task with [7]", "a task with []", "a pill", "primes", "finished"})
  void a_line_with_an_extra_word_is_rejected(String what) {
    String line =
        switch (what) {
          case "a task with [7]" -> Lines.of(Task.of(7));
          case "a task with []" -> Lines.of(Task.of());
          case "a pill" -> Lines.of(Task.pill());
          case "primes" -> Lines.of(new Answer.Primes(List.of(7L)));
          default -> Lines.of(FINISHED);
        };
    assertThat(line.lines().count())
        .as("the number of lines of \"%s\", which is %s", visible(line), what)
        .isEqualTo(1);
    boolean isTask = what.startsWith("a ");
    for (String damaged : List.of(line + " ?", line + "?", "? " + line)) {
      assertThatIllegalArgumentException()
          .as("Lines.%s(\"%s\")", isTask ? "task" : "answer", damaged)
          .isThrownBy(() -> read(isTask, damaged))
          .withMessageContaining(damaged);
    }
  }

  @Test
  @Order(9)
  @Rule("The first word tells the kind: understand it completely or reject the line.")
  void a_failure_with_another_first_word_is_rejected() {
    String line = Lines.of(new Answer.Failed(new ArithmeticException("9 cannot be decided")));
    String another = Lines.of(new Answer.Failed(new IllegalStateException("8 cannot be decided")));
    String word = line.split(" ")[0];
    assertRejected("? " + line);
    if (!another.startsWith(word + " ")) {
      return; // The first word holds a part of the text, so any first word may be right.
    }
    assertRejected(word + "?" + line.substring(word.length()));
    try {
      Lines.answer(word); // Either a failure without a text, or no answer.
    } catch (RuntimeException e) {
      assertThat(e)
          .as("what Lines.answer(\"%s\") throws if that is not an answer", word)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(word);
    }
  }

  private static void assertRejected(String line) {
    assertThatIllegalArgumentException()
        .as("Lines.answer(\"%s\")", line)
        .isThrownBy(() -> Lines.answer(line))
        .withMessageContaining(line);
  }

  @Test
  @Order(10)
  @Rule("A message may hold any number of numbers.")
  void many_numbers_are_read_as_they_were_written() {
    long[] many = LongStream.range(0, 5_000).toArray();
    assertThat(Arrays.equals(Lines.task(Lines.of(Task.of(many))).candidates(), many))
        .as("whether a task with the numbers from 0 to 4999, written and read, has them")
        .withFailMessage(
            "\nExpected: a task with the numbers from 0 to 4999 has them after it was written and"
                + " read.\n"
                + "Seen: it has other numbers.")
        .isTrue();
    Answer primes = new Answer.Primes(LongStream.of(many).boxed().toList());
    assertThat(Lines.answer(Lines.of(primes)).equals(primes))
        .as("whether an answer with the numbers from 0 to 4999, written and read, has them")
        .withFailMessage(
            "\nExpected: an answer with the numbers from 0 to 4999 has them after it was written and"
                + " read.\n"
                + "Seen: it is another answer.")
        .isTrue();
  }

  private static Object read(boolean isTask, String line) {
    return isTask ? Lines.task(line) : Lines.answer(line);
  }

  @ParameterizedTest(name = "{0}")
  @Order(6)
  @Rule("A line that is not a message is an error: report it, and do not guess.")
  @ValueSource(strings = {"hello", "Hello, 7 and 8", "7x"})
  void a_line_that_is_not_a_message_is_rejected(String line) {
    assertThatIllegalArgumentException()
        .as("Lines.task(\"%s\")", line)
        .isThrownBy(() -> Lines.task(line))
        .withMessageContaining(line);
    assertThatIllegalArgumentException()
        .as("Lines.answer(\"%s\")", line)
        .isThrownBy(() -> Lines.answer(line))
        .withMessageContaining(line);
  }

  @Test
  @Order(7)
  @Rule("A task is never read as an answer, and an answer is never read as a task.")
  void a_task_is_not_an_answer() {
    for (Task task : List.of(Task.of(7), Task.pill(), Task.of())) {
      String line = Lines.of(task);
      assertThatIllegalArgumentException()
          .as("Lines.answer(\"%s\")", line)
          .isThrownBy(() -> Lines.answer(line));
    }
    Answer failed = new Answer.Failed(new ArithmeticException("9 cannot be decided"));
    Answer none = new Answer.Primes(List.of());
    for (Answer answer : List.of(new Answer.Primes(List.of(7L)), FINISHED, none, failed)) {
      String line = Lines.of(answer);
      assertThatIllegalArgumentException()
          .as("Lines.task(\"%s\")", line)
          .isThrownBy(() -> Lines.task(line));
    }
  }
}
