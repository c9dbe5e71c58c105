package sharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.testkit.Failure.Kind;

/** Each form of assertion that a lesson's test uses, as a student reads it. */
class FailureTest {

  @Test
  void what_was_checked_is_how_it_came_about() {
    Failure failure = failure(() -> assertThat(1).as("the count").isEqualTo(2));
    assertThat(failure.kind()).isEqualTo(Kind.CHECK);
    assertThat(failure.how()).isEqualTo("the count");
    assertThat(failure.expected()).isEqualTo("2");
    assertThat(failure.seen()).isEqualTo("1");
  }

  @Test
  void a_test_may_say_itself_what_it_expects() {
    Failure failure =
        failure(
            () ->
                assertThat(true)
                    .as("a flag that process [7] raised")
                    .withFailMessage("Expected: it is lowered.\nSeen: it is raised.")
                    .isFalse());
    assertThat(failure.how()).isEqualTo("a flag that process [7] raised");
    assertThat(failure.expected()).isEqualTo("it is lowered.");
    assertThat(failure.seen()).isEqualTo("it is raised.");
  }

  @Test
  void values() {
    says("true", "false", () -> assertThat(false).isEqualTo(true));
    says("true", "false", () -> assertThat(false).isTrue());
    says("false", "true", () -> assertThat(true).as("x").isFalse());
    says("0", "7", () -> assertThat(7L).isZero());
    says("\"a\"", "null", () -> assertThat((String) null).isEqualTo("a"));
    says("from 1 to 3", "7", () -> assertThat(7).as("x").isBetween(1, 3));
    says("less than or equal to 3", "7", () -> assertThat(7).isLessThanOrEqualTo(3));
    says("less than 3", "7", () -> assertThat(7).isLessThan(3));
    says("greater than 0", "-1", () -> assertThat(-1).isPositive());
    says("a value", "null", () -> assertThat((Object) null).isNotNull());
    says("\"5\n\"", "\"6\n\"", () -> assertThat("6\n").isEqualTo("5\n"));
    says("5", "6", () -> assertThat(new StringBuilder("6")).hasToString("5"));
    says("a text that contains \"b\"", "\"a\"", () -> assertThat("a").as("x").contains("b"));
    says("a String", "1, an Integer", () -> assertThat((Object) 1).isInstanceOf(String.class));
  }

  @Test
  void an_assertion_of_junit() {
    says("2", "1", () -> assertEquals(2, 1));
    assertThat(failure(() -> assertEquals(2, 1, "the count")).how()).isEqualTo("the count");
  }

  @Test
  void collections() {
    List<Integer> one = List.of(1);
    says("[2], in this order", "[1]", () -> assertThat(one).as("x").containsExactly(2));
    says("[1, 2], in this order", "[1]", () -> assertThat(one).containsExactly(1, 2));
    says("[2, 1], in this order", "[1, 2]", () -> assertThat(List.of(1, 2)).containsExactly(2, 1));
    says("[2]", "[1]", () -> assertThat(one).containsExactlyInAnyOrder(2));
    says("nothing but [2]", "[1]", () -> assertThat(one).containsOnly(2));
    says("none of [1]", "[1]", () -> assertThat(one).doesNotContain(1));
    says("2 elements", "1 element: [1]", () -> assertThat(one).as("x").hasSize(2));
    says("nothing (empty)", "[1]", () -> assertThat(one).isEmpty());
    says("[], in this order", "[1]", () -> assertThat(one).containsExactly());
    says("nothing (empty)", "[1]", () -> assertThat(one).contains());
    says("one of [2, 3]", "[1]", () -> assertThat(one).containsAnyOf(2, 3));
    says("[2]", "{1=1}", () -> assertThat(Map.of(1, 1)).containsOnlyKeys(2));
    says("nothing (empty)", "1", () -> assertThat(Optional.of(1)).isEmpty());
    says("2", "nothing (empty)", () -> assertThat(Optional.empty()).contains(2));
    says("it starts with [2]", "[1]", () -> assertThat(one).startsWith(2));
    says("ascending order", "2 before 1: [2, 1]", () -> assertThat(List.of(2, 1)).isSorted());
    says("no key 1", "{1=1}", () -> assertThat(Map.of(1, 1)).doesNotContainKey(1));
    List<Integer> many = Collections.nCopies(60, 7);
    says("[1], in this order", many.toString(), () -> assertThat(many).containsExactly(1));
    says("less than 1 elements", "1 element: [1]", () -> assertThat(one).hasSizeLessThan(1));
    says("1 element", "2 elements: {1=1, 2=2}", () -> assertThat(Map.of(1, 1, 2, 2)).hasSize(1));
  }

  @Test
  void exceptions() {
    Throwable thrown = catchThrowable(FailureTest::no);
    says("an exception", "none", () -> assertThatThrownBy(() -> {}).hasMessage("x"));
    says(
        "an IOException",
        "java.lang.IllegalStateException: no",
        () -> assertThatThrownBy(FailureTest::no).isInstanceOf(IOException.class));
    says(
        "an exception whose message contains \"yes\"",
        "an IllegalStateException with the message \"no\"",
        () -> assertThatThrownBy(FailureTest::no).hasMessageContaining("yes"));
    says(
        "an exception whose message contains \"workers\" and \"0\"",
        "an IllegalStateException with the message \"no\"",
        () ->
            assertThatIllegalStateException()
                .as("search([3, 25], 0)")
                .isThrownBy(FailureTest::no)
                .withMessageContainingAll("workers", "0"));
    says(
        "an exception with the cause java.lang.Error: \"yes\"",
        "an exception without a cause",
        () -> assertThatThrownBy(FailureTest::no).hasCause(new Error("yes")));
    says(
        "an exception with the cause java.lang.Error: \"yes\"",
        "the cause java.lang.IllegalStateException: \"no\"",
        () -> assertThat(new RuntimeException(thrown)).hasCause(new Error("yes")));
    says(
        "an exception whose cause has the message \"yes\"",
        "a cause with the message \"no\"",
        () -> assertThat(new RuntimeException(thrown)).hasCause(new IllegalStateException("yes")));
    says(
        "an exception whose root cause has the message \"yes\"",
        "an exception without a cause",
        () -> assertThatThrownBy(FailureTest::no).hasRootCauseMessage("yes"));
    says(
        "an exception with a cause",
        "java.lang.IllegalStateException: no, without a cause",
        () -> assertThat(thrown).as("[1]").rootCause().hasMessage("yes"));
    says(
        "java.lang.Error: yes, the same object",
        "java.lang.IllegalStateException: no",
        () -> assertThat(thrown).as("x").isSameAs(new Error("yes")));
    says(
        "no exception",
        "java.lang.IllegalStateException: no",
        () -> assertThatCode(FailureTest::no).doesNotThrowAnyException());
  }

  @Test
  void a_hang_where_an_exception_is_expected() {
    Failure failure =
        failure(
            () ->
                assertThatThrownBy(
                        () -> {
                          throw new CheckFailedError("One is busy:\n  it", "it ends.", "it hangs.");
                        },
                        "search(2, [3])")
                    .isInstanceOf(IOException.class));
    assertThat(failure.how()).isEqualTo("search(2, [3])\nOne is busy:\n  it");
    assertThat(failure.outcome()).isEqualTo("Expected: it ends.\nSeen: it hangs.");
  }

  @Test
  void files(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("count.tmp"));
    Failure failure = failure(() -> assertThat(folder).isDirectoryNotContaining("glob:**.tmp"));
    assertThat(failure.seen()).contains(file.toString());
    assertInOurWords(failure);
    assertInOurWords(failure(() -> assertThat(file).doesNotExist()));
    assertInOurWords(failure(() -> assertThat(file).hasContent("5")));
  }

  @Test
  void an_exception_that_no_check_expects() {
    Failure failure = failure(FailureTest::no);
    assertThat(failure.kind()).isEqualTo(Kind.EXCEPTION);
    assertThat(failure.outcome())
        .isEqualTo("Expected: no exception.\nSeen: java.lang.IllegalStateException: no");
    assertThat(failure.stack().get(0).file()).isEqualTo("FailureTest.java");
    Throwable caused = new IllegalStateException("a worker failed", new Error("no"));
    assertThat(Failure.of(caused).seen())
        .isEqualTo(
            "java.lang.IllegalStateException: a worker failed\nCaused by: java.lang.Error: no");
  }

  @Test
  void what_is_not_written_yet() {
    Failure failure =
        failure(
            () -> {
              throw new UnsupportedOperationException("TODO step 2: divide");
            });
    assertThat(failure.kind()).isEqualTo(Kind.NOT_WRITTEN);
    assertThat(failure.how()).contains("\"TODO step 2: divide\"");
  }

  @Test
  void what_it_has_no_words_for_is_kept_as_it_is() {
    Failure failure = Failure.of(new AssertionError("[the count] \nsomething else is wrong"));
    assertThat(failure.how()).isEqualTo("the count");
    assertThat(failure.seen()).isEqualTo("something else is wrong");
  }

  private static void no() {
    throw new IllegalStateException("no");
  }

  private static void says(String expected, String seen, ThrowingCallable assertion) {
    Failure failure = failure(assertion);
    assertThat(failure.expected() + " / " + failure.seen()).isEqualTo(expected + " / " + seen);
  }

  private static void assertInOurWords(Failure failure) {
    assertThat(failure.outcome()).doesNotContainIgnoringCase("expecting", "but was");
  }

  private static Failure failure(ThrowingCallable assertion) {
    Throwable error = catchThrowable(assertion);
    assertThat(error).as("what the assertion throws").isNotNull();
    return Failure.of(error);
  }
}
