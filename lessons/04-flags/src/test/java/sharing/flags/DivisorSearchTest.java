package sharing.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.flags.helpers.CountedFlag;
import sharing.flags.helpers.RejectedArgument;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.threads.WatchedCall;

@Order(3)
@DisplayName("One worker's search")
class DivisorSearchTest {

  /** A prime whose square root is 1,000,000: it has 499,999 candidate divisors. */
  private static final long PRIME = 1_000_000_000_039L;

  private static final DivisorRange ALL = new DivisorRange(3, 999_999);

  /** A prime: its square has no other candidate divisor. */
  private static final long DIVISOR = 1009;

  private static final DivisorRange EMPTY = new DivisorRange(3, 1);

  @ParameterizedTest(name = "{0} in [{1}, {2}]")
  @Order(1)
  @Rule("A worker that finds a divisor raises the flag, even at an end of its range.")
  @CsvSource({
    "667, 3, 25",
    "667, 23, 25",
    "667, 3, 23",
    "667, 23, 23",
    "9, 3, 3",
    "841, 17, 29",
    "225, 7, 9",
    "225, 11, 15",
    "625, 21, 25",
    "2401, 47, 49",
    "5929, 77, 77",
    "20449, 141, 143"
  })
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
  void a_divisor_ends_the_search_immediately() throws Exception {
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
    endsBeforeTheNextCheck();
  }

  /** A worker that tried the rest of this range each time would be busy for longer than it may. */
  private static void endsBeforeTheNextCheck() throws Exception {
    long n = 9_223_372_036_854_775_797L;
    DivisorRange large = new DivisorRange(3, 3_037_000_499L);
    CountedFlag flag = new CountedFlag();
    WatchedCall<Boolean> call =
        WatchedCall.start(
            () -> {
              for (int i = 0; i < 10; i++) {
                DivisorSearch.search(n, large, flag, Integer.MAX_VALUE);
              }
              return flag.wasRaised();
            });
    String what = "search(" + n + ", [3, 3037000499], flag, 2147483647), called 10 times";
    try {
      assertThat(call.result())
          .as(what)
          .withFailMessage("\nExpected: it raises the flag.\nSeen: the flag is not raised.")
          .isTrue();
    } catch (CheckFailedError hang) {
      throw new CheckFailedError(
          what + "; 3 divides the number.\n" + hang.failure().how(),
          "the search returns when it has found 3.",
          "it goes on.");
    }
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

  @ParameterizedTest(name = "checkEvery = {0}")
  @Order(6)
  @Rule("A check is due when checkEvery candidate divisors have been tried, and not before.")
  @ValueSource(ints = {1, 2, 7, 10})
  void checks_the_flag_only_after_checkEvery_divisors(int checkEvery) {
    for (int tried = 0; tried <= 30; tried++) {
      CountedFlag flag = new CountedFlag();
      DivisorRange range = new DivisorRange(DIVISOR - 2 * tried, DIVISOR);
      DivisorSearch.search(DIVISOR * DIVISOR, range, flag, checkEvery);
      assertThat(flag.looks())
          .as(
              "how often search(%d * %d, [%d, %d], flag, %d) checked the flag; it tried %d"
                  + " candidate divisors, and the next one was a divisor",
              DIVISOR, DIVISOR, range.first(), range.last(), checkEvery, tried)
          .isEqualTo(tried / checkEvery);
    }
  }

  @ParameterizedTest(name = "raised at check {0}")
  @Order(7)
  @Rule("A worker stops at the first check that finds the flag raised.")
  @ValueSource(longs = {1, 2, 3, 50})
  void a_raised_flag_ends_the_search_at_the_next_check(long look) {
    CountedFlag flag = new CountedFlag(look);
    DivisorSearch.search(PRIME, ALL, flag, 1000);
    assertThat(flag.looks())
        .as("how often search(%d, ...) checked a flag that was raised at check %d", PRIME, look)
        .isEqualTo(look);
    AtomicInteger raises = new AtomicInteger();
    CountedFlag counting =
        new CountedFlag(look) {
          @Override
          public void raise() {
            raises.incrementAndGet();
            super.raise();
          }
        };
    DivisorRange range = new DivisorRange(DIVISOR - 20 * look, DIVISOR);
    DivisorSearch.search(DIVISOR * DIVISOR, range, counting, 10);
    assertThat(raises.get())
        .as(
            "how often search(%d * %d, [%d, %d], flag, 10) raised the flag; check %d found it"
                + " raised, and the next candidate divisor was a divisor",
            DIVISOR, DIVISOR, range.first(), range.last(), look)
        .isZero();
  }

  @ParameterizedTest(name = "{0} throws an {1}")
  @Order(8)
  @Rule("A worker that cannot read or raise the flag throws.")
  @CsvSource({"isRaised(), exception", "isRaised(), error", "raise(), exception", "raise(), error"})
  void an_exception_from_the_flag_reaches_the_caller(String method, String kind) {
    String why = "the flag cannot be reached";
    Throwable broken =
        kind.equals("error") ? new StackOverflowError(why) : new IllegalStateException(why);
    Flag flag = new BrokenOnceFlag(method, broken);
    long n = method.equals("raise()") ? 3 * 333_333_333_341L : PRIME;
    assertThatThrownBy(
            () -> DivisorSearch.search(n, ALL, flag, 1000),
            "search(%d, [3, 999999], flag, 1000), when flag.%s throws",
            n,
            method)
        .isSameAs(broken);
  }

  @Test
  @Order(9)
  @Rule("Only a divisor or a raised flag ends a search early, and an interrupt does not.")
  void an_interrupted_thread_searches_its_whole_range() {
    for (int checkEvery : new int[] {1, 10, 1000}) {
      CountedFlag flag = new CountedFlag();
      Thread.currentThread().interrupt();
      try {
        DivisorSearch.search(DIVISOR * DIVISOR, new DivisorRange(3, DIVISOR), flag, checkEvery);
      } finally {
        Thread.interrupted();
      }
      assertThat(flag.wasRaised())
          .as(
              "the flag after search(%d * %d, [3, %d], flag, %d) by an interrupted thread",
              DIVISOR, DIVISOR, DIVISOR, checkEvery)
          .withFailMessage(
              "\nExpected: the search finds %d, and raises the flag.\n"
                  + "Seen: the flag is not raised.",
              DIVISOR)
          .isTrue();
    }
  }

  @Test
  @Order(10)
  @Rule("A method rejects an invalid argument, and names the argument and its value.")
  void a_search_that_makes_no_sense_is_rejected() {
    Flag flag = new CountedFlag();
    for (DivisorRange range : new DivisorRange[] {new DivisorRange(3, 25), EMPTY}) {
      String of = "[" + range.first() + ", " + range.last() + "]";
      for (int checkEvery : new int[] {0, -1}) {
        RejectedArgument.assertNamed(
            () -> DivisorSearch.search(667, range, flag, checkEvery),
            String.format("search(667, %s, flag, %d)", of, checkEvery),
            "checkEvery",
            checkEvery);
      }
      for (long n : new long[] {0, -667}) {
        RejectedArgument.assertNamed(
            () -> DivisorSearch.search(n, range, flag, 1000),
            String.format("search(%d, %s, flag, 1000)", n, of),
            "n",
            n);
      }
      assertThatIllegalArgumentException()
          .as("search(667, %s, null, 1000)", of)
          .isThrownBy(() -> DivisorSearch.search(667, range, null, 1000))
          .withMessageContaining("flag");
    }
    assertThatIllegalArgumentException()
        .as("search(667, null, flag, 1000)")
        .isThrownBy(() -> DivisorSearch.search(667, null, flag, 1000))
        .withMessageContaining("range");
  }

  /** A flag of which one method throws, but only the first time. */
  private static final class BrokenOnceFlag extends CountedFlag {
    private final String method;
    private Throwable thrown;

    BrokenOnceFlag(String method, Throwable thrown) {
      this.method = method;
      this.thrown = thrown;
    }

    @Override
    public void raise() {
      throwOnce("raise()");
      super.raise();
    }

    @Override
    public boolean isRaised() {
      throwOnce("isRaised()");
      return super.isRaised();
    }

    private void throwOnce(String called) {
      Throwable now = called.equals(method) ? thrown : null;
      if (now != null) {
        thrown = null;
        if (now instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) now;
      }
    }
  }
}
