package sharing.runner.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sharing.runner.ClassPath;
import sharing.runner.TestResult;

/** What a page needs is there or not, and a page without it is left out, with the reason. */
class SuppliesTest {
  private static final int JDK = Runtime.version().feature();

  @Test
  void this_jdk_is_there_and_a_newer_one_is_not() throws Exception {
    Supplies supplies = new Supplies("");
    assertThat(supplies.have(new Need("JDK " + JDK))).isTrue();
    assertThat(supplies.have(new Need("JDK " + (JDK + 1)))).isFalse();
  }

  @Test
  void the_server_is_asked_for_a_command() throws Exception {
    Supplies supplies = new Supplies(ClassPath.ofCaller());
    assertThat(supplies.have(new Need("XGROUP"))).isTrue();
    assertThat(supplies.have(new Need("XNONSENSE"))).isFalse();
  }

  @Test
  void a_page_that_is_left_out_is_no_fault_and_says_what_it_needs() {
    VariantOutcome outcome = VariantOutcome.leftOut("alternatives/one", new Need("JDK 22"));
    assertThat(outcome.verdict())
        .isEqualTo(new VariantVerdict("left out", "needs JDK 22", Optional.empty()));
    assertThat(outcome.isLeftOut()).isTrue();
    assertThat(outcome.runs()).isZero();
  }

  @Test
  void the_summary_counts_what_is_left_out() {
    VariantOutcome judged =
        new VariantOutcome(
            "alternatives/two",
            new VariantVerdict("accepted", "3 of 3 tests pass", Optional.empty()),
            List.<TestResult>of(),
            1,
            0,
            5);
    VariantOutcome jdk = VariantOutcome.leftOut("alternatives/one", new Need("JDK 22"));
    VariantOutcome again = VariantOutcome.leftOut("mistakes/three", new Need("JDK 22"));
    VariantOutcome command = VariantOutcome.leftOut("alternatives/four", new Need("XAUTOCLAIM"));
    assertThat(VariantOutcome.leftOut(List.of(judged))).isEmpty();
    assertThat(VariantOutcome.leftOut(List.of(judged, jdk)))
        .isEqualTo(", 1 page left out: needs JDK 22");
    assertThat(VariantOutcome.leftOut(List.of(jdk, again, judged, command)))
        .isEqualTo(", 3 pages left out: needs JDK 22, needs XAUTOCLAIM");
  }
}
