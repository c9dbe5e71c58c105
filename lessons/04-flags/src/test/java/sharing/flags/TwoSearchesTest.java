package sharing.flags;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.course.Rule;
import sharing.testing.Interleaver;

@Order(4)
@DisplayName("The search by several threads")
class TwoSearchesTest {

  @Test
  @Rule("What belongs to one search is in local variables. Two searches at once share each field.")
  void a_search_that_is_paused_anywhere_does_not_meet_another_one() throws Exception {
    Interleaver.assertHolds(PrimeBesideComposite.class);
  }

  /** Each search tries one divisor: that is enough to disagree, and makes few schedules. */
  static class PrimeBesideComposite implements Interleaver.Scenario {
    private final PrimeSearch search = new PrimeSearch(1, 1);
    private boolean elevenIsPrime;
    private boolean nineIsPrime;

    @Override
    public void worker1() throws Exception {
      elevenIsPrime = search.isPrime(11);
    }

    @Override
    public void worker2() throws Exception {
      nineIsPrime = search.isPrime(9);
    }

    @Override
    public void check() {
      assertThat(elevenIsPrime)
          .as("isPrime(11) by worker 1, while worker 2 asks the same object for isPrime(9)")
          .isTrue();
      assertThat(nineIsPrime)
          .as("isPrime(9) by worker 2, while worker 1 asks the same object for isPrime(11)")
          .isFalse();
    }
  }
}
