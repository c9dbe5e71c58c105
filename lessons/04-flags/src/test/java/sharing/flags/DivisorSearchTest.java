package sharing.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.flags.helpers.CountedFlag;
import sharing.testkit.Rule;

@Order(3)
@DisplayName("One worker's search")
class DivisorSearchTest {

  /** A prime whose square root is 1,000,000: it has 499,999 candidate divisors. */
  private static final long PRIME = 1_000_000_000_039L;

  private static final DivisorRange ALL = new DivisorRange(3, 999_999);

  @ParameterizedTest(name = "{0} in [{1}, {2}]")
  @Order(1)
  @Rule("A worker that finds a divisor raises the flag, even at an end of its range.")
  @CsvSource({"667, 3, 25", "667, 23, 25", "667, 3, 23", "667, 23, 23", "9, 3, 3", "841, 17, 29"})
  void the_flag_is_raised_when_a_divisor_is_in_the_range(long n, long first, long last) {
    CountedFlag flag = new CountedFlag();
    DivisorSearch.search(n, new DivisorRange(first, last), flag, 1000);
    assertThat(flag.wasRaised())
        .as("the flag after search(%d, [%d, %d], flag, 1000)", n, first, last)
        .withFailMessage(
            "\nExpected: search(%d, [%d, %d], flag, 1000) raises the flag.\n"
                + "Seen: the flag is not raised.",
            n, first, last)
        .isTrue();
  }

  @ParameterizedTest(name = "{0} in [{1}, {2}]")
  @Order(2)
  @Rule("A worker that finds no divisor leaves the flag as it is.")
  @CsvSource({"673, 3, 25", "667, 3, 21", "667, 25, 25", "7, 3, 1", "49, 9, 7", "1, 3, 9"})
  void the_flag_stays_lowered_when_no_divisor_is_in_the_range(long n, long first, long last) {
    CountedFlag flag = new CountedFlag();
    DivisorSearch.search(n, new DivisorRange(first, last), flag, 1000);
    assertThat(flag.wasRaised())
        .as("the flag after search(%d, [%d, %d], flag, 1000)", n, first, last)
        .withFailMessage(
            "\nExpected: search(%d, [%d, %d], flag, 1000) leaves the flag lowered.\n"
                + "Seen: the flag is raised.",
            n, first, last)
        .isFalse();
  }

  @Test
  @Order(3)
  @Rule("A divisor may be greater than any int.")
  void a_divisor_beyond_two_to_the_31_is_found() {
    long p = 3_037_000_493L;
    CountedFlag flag = new CountedFlag();
    DivisorSearch.search(p * p, new DivisorRange(p - 100, p), flag, 1000);
    assertThat(flag.wasRaised())
        .as("the flag after search(%d * %d, [%d, %d], flag, 1000)", p, p, p - 100, p)
        .withFailMessage(
            "\nExpected: search(%d * %d, [%d, %d], flag, 1000) raises the flag.\n"
                + "Seen: the flag is not raised.",
            p, p, p - 100, p)
        .isTrue();
  }

  @Test
  @Order(4)
  @Rule("One divisor is proof enough: the worker that finds it stops.")
  void a_divisor_ends_the_search_immediately() {
    CountedFlag flag = new CountedFlag();
    DivisorSearch.search(3 * 333_333_333_341L, ALL, flag, 1);
    assertThat(flag.wasRaised())
        .as("the flag after search(3 * 333333333341, ...)")
        .withFailMessage(
            "\nExpected: search(3 * 333333333341, ...) raises the flag.\n"
                + "Seen: the flag is not raised.")
        .isTrue();
    assertThat(flag.looks())
        .as("how often search(3 * 333333333341, ...) checked the flag; 3 is its first divisor")
        .isZero();
    assertThat(flag.looksWhileRaised())
        .as("how often search(3 * 333333333341, ...) checked the flag after it had found 3")
        .isZero();
  }

  @ParameterizedTest(name = "checkEvery = {0}")
  @Order(5)
  @Rule(
      "A worker checks the flag once after every checkEvery candidate divisors that it has tried.")
  @ValueSource(ints = {1, 1000, 7, 100_000, 499_999, Integer.MAX_VALUE})
  void checks_the_flag_every_checkEvery_divisors(int checkEvery) {
    CountedFlag flag = new CountedFlag();
    DivisorSearch.search(PRIME, ALL, flag, checkEvery);
    long looks = ALL.size() / checkEvery;
    assertThat(flag.looks())
        .as(
            "how often search(%d, [3, 999999], flag, %d) checked the flag; it tried %d candidate"
                + " divisors",
            PRIME, checkEvery, ALL.size())
        .isBetween(looks, looks + 1); // One more if it also checks at the end.
  }

  @ParameterizedTest(name = "raised at check {0}")
  @Order(6)
  @Rule("A worker stops at the first check that finds the flag raised.")
  @ValueSource(longs = {1, 2, 3, 50})
  void a_raised_flag_ends_the_search_at_the_next_check(long look) {
    CountedFlag flag = new CountedFlag(look);
    DivisorSearch.search(PRIME, ALL, flag, 1000);
    assertThat(flag.looks())
        .as("how often search(%d, ...) checked a flag that was raised at check %d", PRIME, look)
        .isEqualTo(look);
  }

  @Test
  @Order(7)
  @Rule("A worker that cannot read the flag throws: it does not treat the flag as lowered.")
  void an_exception_from_the_flag_reaches_the_caller() {
    IllegalStateException broken = new IllegalStateException("the flag cannot be read");
    Flag flag =
        new Flag() {
          @Override
          public void raise() {}

          @Override
          public boolean isRaised() {
            throw broken;
          }
        };
    assertThatThrownBy(
            () -> DivisorSearch.search(PRIME, ALL, flag, 1000),
            "search(%d, [3, 999999], flag, 1000), when flag.isRaised() throws",
            PRIME)
        .isSameAs(broken);
  }

  @Test
  @Order(8)
  @Rule("A method rejects an invalid argument, and names the argument and its value.")
  void a_search_that_makes_no_sense_is_rejected() {
    DivisorRange range = new DivisorRange(3, 25);
    Flag flag = new CountedFlag();
    for (int checkEvery : new int[] {0, -1}) {
      assertThatIllegalArgumentException()
          .as("search(667, [3, 25], flag, %d)", checkEvery)
          .isThrownBy(() -> DivisorSearch.search(667, range, flag, checkEvery))
          .withMessageContainingAll("checkEvery", Integer.toString(checkEvery));
    }
    for (long n : new long[] {0, -667}) {
      assertThatIllegalArgumentException()
          .as("search(%d, [3, 25], flag, 1000)", n)
          .isThrownBy(() -> DivisorSearch.search(n, range, flag, 1000))
          .withMessageContainingAll("n", Long.toString(n));
    }
    assertThatIllegalArgumentException()
        .as("search(667, null, flag, 1000)")
        .isThrownBy(() -> DivisorSearch.search(667, null, flag, 1000))
        .withMessageContaining("range");
    assertThatIllegalArgumentException()
        .as("search(667, [3, 25], null, 1000)")
        .isThrownBy(() -> DivisorSearch.search(667, range, null, 1000))
        .withMessageContaining("flag");
  }
}
