package sharing.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.common.DivisorRange;
import sharing.redis.helpers.CountedFlag;
import sharing.testkit.Rule;

@Order(2)
@DisplayName("One worker's search")
class DivisorSearchTest {

  /** A prime whose square root is 1,000,000: the odd divisors to try are 499,999. */
  private static final long PRIME = 1_000_000_000_039L;

  private static final DivisorRange ALL = new DivisorRange(3, 999_999);

  @ParameterizedTest(name = "a divisor of {0} in [{1}, {2}]: {3}")
  @Order(1)
  @Rule("A worker that finds a divisor raises the flag; a worker that finds none does not.")
  @CsvSource({
    "667, 3, 25, true",
    "667, 23, 25, true",
    "667, 3, 23, true",
    "9, 3, 3, true",
    "667, 29, 29, true",
    "667, 27, 667, true",
    "667, 667, 667, true",
    "9223365956926251001, 3036999001, 3036999499, true",
    "673, 3, 25, false",
    "100109100129100151, 3, 9999, false",
    "9223372036854775783, 3, 9999, false",
    "667, 3, 21, false",
    "667, 25, 25, false",
    "7, 3, 1, false",
    "1, 3, 25, false",
  })
  void the_flag_tells_whether_a_divisor_is_in_the_range(
      long n, long first, long last, boolean expected) {
    CountedFlag flag = new CountedFlag();
    DivisorSearch.search(n, new DivisorRange(first, last), flag, 1000);
    assertThat(flag.wasRaised())
        .as("whether the flag is raised after search(%d, [%d, %d], flag, 1000)", n, first, last)
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "checkEvery = {0}")
  @Order(2)
  @Rule("Checking a flag is a round trip to the server: check once for every checkEvery divisors.")
  @ValueSource(ints = {1, 7, 1000, 100_000, 499_999, Integer.MAX_VALUE})
  void checks_the_flag_every_checkEvery_divisors(int checkEvery) {
    CountedFlag flag = new CountedFlag();
    DivisorSearch.search(PRIME, ALL, flag, checkEvery);
    long checks = ALL.size() / checkEvery;
    assertThat(flag.looks())
        .as(
            "how often search(%d, [3, 999999], flag, %d) called isRaised(); it tried %d divisors",
            PRIME, checkEvery, ALL.size())
        .isBetween(checks, checks + 1);
  }

  @ParameterizedTest(name = "raised at check {0}")
  @Order(3)
  @Rule("A worker stops at the first check that finds the flag raised.")
  @ValueSource(longs = {1, 2, 50})
  void a_raised_flag_ends_the_search_at_the_next_check(long check) {
    CountedFlag flag = new CountedFlag(check);
    DivisorSearch.search(PRIME, ALL, flag, 1000);
    assertThat(flag.looks())
        .as(
            "how often search(%d, [3, 999999], flag, 1000) called isRaised(), when call %d returns"
                + " true",
            PRIME, check)
        .isEqualTo(check);
  }

  @Test
  @Order(4)
  @Rule("One divisor is enough: the worker that finds it stops.")
  void a_divisor_ends_the_search_at_once() {
    CountedFlag flag = new CountedFlag();
    DivisorSearch.search(3 * 333_333_333_341L, ALL, flag, 1);
    assertThat(flag.looks())
        .as(
            "how often search(1000000000023, [3, 999999], flag, 1) called isRaised(); 3 divides"
                + " 1000000000023")
        .isBetween(0L, 1L);
    assertThat(flag.looksWhileRaised())
        .as("how often search(1000000000023, [3, 999999], flag, 1) called isRaised() after raise()")
        .isZero();
  }

  @ParameterizedTest(name = "{0}, checkEvery = {1}")
  @Order(7)
  @Rule("A worker that knows the verdict returns: it tries no more divisors.")
  @CsvSource({"finds a divisor, 1", "finds the flag raised, 1", "finds a divisor, 2147483647"})
  void a_worker_that_knows_the_verdict_stops_dividing(String worker, int checkEvery) {
    boolean finds = worker.equals("finds a divisor");
    CountedFlag flag = finds ? new CountedFlag() : new CountedFlag(1);
    // A worker that continued would divide for a minute.
    DivisorSearch.search(
        finds ? 3 * PRIME : Long.MAX_VALUE - 24,
        new DivisorRange(3, 60_000_000_001L),
        flag,
        checkEvery);
    assertThat(flag.wasRaised())
        .as("whether the flag is raised after search(), when its worker immediately %s", worker)
        .isTrue();
    assertThat(flag.looks())
        .as("how often search() called isRaised(), when its worker immediately %s", worker)
        .isBetween(0L, 1L);
  }

  @ParameterizedTest(name = "{0}()")
  @Order(8)
  @Rule("A flag that has failed once may have lost its value: do not try again.")
  @ValueSource(strings = {"isRaised", "raise"})
  void a_failed_flag_is_not_tried_again(String method) {
    IllegalStateException broken = new IllegalStateException("the flag cannot be reached");
    CountedFlag flag =
        new CountedFlag() {
          private boolean hasThrown;

          private void throwOnce(String called) {
            if (!hasThrown && called.equals(method)) {
              hasThrown = true;
              throw broken;
            }
          }

          @Override
          public boolean isRaised() {
            throwOnce("isRaised");
            return super.isRaised();
          }

          @Override
          public void raise() {
            throwOnce("raise");
            super.raise();
          }
        };
    long n = method.equals("raise") ? 3 * PRIME : PRIME;
    assertThatThrownBy(
            () -> DivisorSearch.search(n, ALL, flag, 1000),
            "search(%d, [3, 999999], flag, 1000) with a flag whose %s() throws once",
            n,
            method)
        .isSameAs(broken);
  }

  @ParameterizedTest(name = "{0}()")
  @Order(5)
  @Rule(
      "The value of a flag that cannot be reached is unknown: let its exception reach the caller.")
  @ValueSource(strings = {"isRaised", "raise"})
  void an_exception_from_the_flag_reaches_the_caller(String method) {
    IllegalStateException broken = new IllegalStateException("the flag cannot be reached");
    CountedFlag flag =
        new CountedFlag() {
          @Override
          public boolean isRaised() {
            throw broken;
          }

          @Override
          public void raise() {
            throw broken;
          }
        };
    long n = method.equals("raise") ? 3 * PRIME : PRIME;
    assertThatThrownBy(
            () -> DivisorSearch.search(n, ALL, flag, 1000),
            "search(%d, [3, 999999], flag, 1000) with a flag whose %s() throws",
            n,
            method)
        .isSameAs(broken);
  }

  @Test
  @Order(6)
  @Rule("A method rejects an invalid argument, and its message names the argument and its value.")
  void a_search_that_makes_no_sense_is_rejected() {
    DivisorRange range = new DivisorRange(3, 25);
    CountedFlag flag = new CountedFlag();
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
