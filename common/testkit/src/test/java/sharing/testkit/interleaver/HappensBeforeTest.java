package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.Handover;
import sharing.samples.OrderedByLibrary;
import sharing.samples.OrderedByThreads;
import sharing.samples.OrderedHandovers;
import sharing.samples.RacyHandovers;
import sharing.samples.SegmentHandovers;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Columns;
import sharing.testkit.interleaver.Interleaver.Scenario;

/** Data races: what is right in each schedule, and ordered by nothing. */
@Timeout(3600)
class HappensBeforeTest {
  private static final String SAMPLES = Handover.class.getPackageName();

  /** The class of the handover that {@link Handed} tries. */
  private static volatile Class<?> tried;

  @ParameterizedTest
  @MethodSource("racy")
  void a_handover_that_nothing_orders_is_rejected(Class<?> type) {
    tried = type;
    assertThat(
            Verdict.rejected(Kind.MEMORY_ORDER, type, HappensBeforeTest::tryOut).failure().seen())
        .contains("a data race");
  }

  @ParameterizedTest
  @MethodSource("ordered")
  void a_handover_that_something_orders_holds(Class<?> type) {
    tried = type;
    Verdict.holds(Kind.MEMORY_ORDER, type, HappensBeforeTest::tryOut);
  }

  @Test
  void a_race_is_told_with_both_accesses() {
    tried = RacyHandovers.OnlyTheWriterLocks.class;
    CheckFailedError race = Verdict.rejected(Kind.MEMORY_ORDER, tried, HappensBeforeTest::tryOut);
    assertThat(race.failure().how())
        .matches(
            """
            Worker 2 read number, which was 0, at RacyHandovers\\.java:\\d+: `return number;`\\.
            Worker 1 wrote 7 to number at RacyHandovers\\.java:\\d+: `number = given;`\\.
            Nothing orders these two accesses: .*""");
    assertThat(Columns.of(race.failure().replay()).replaceAll("\\d\\d+", "NN"))
        .isEqualTo(
            """
            worker 1                  worker 2                  number
                                      NN   reads number: 0      0
            NN   writes number: 7                               7""");
  }

  @ParameterizedTest
  @EnabledForJreRange(min = JRE.JAVA_22)
  @ValueSource(
      classes = {SegmentHandovers.ReleaseAndAcquire.class, SegmentHandovers.PlainWithFences.class})
  void a_memory_segment_orders_what_its_handle_or_a_fence_orders(Class<?> type) throws Exception {
    tried = type;
    tryOut();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_22)
  void a_plain_access_of_a_memory_segment_orders_nothing() {
    tried = SegmentHandovers.Plain.class;
    assertThatThrownBy(HappensBeforeTest::tryOut)
        .isInstanceOfSatisfying(
            CheckFailedError.class,
            race -> assertThat(race.failure().seen()).contains("a data race"));
    assertThat(Ordering.of(SegmentHandovers.newSegment(), "get")).isEqualTo(Ordering.NONE);
    assertThat(Ordering.of(SegmentHandovers.newSegment(), "set")).isEqualTo(Ordering.NONE);
  }

  private static Stream<Class<?>> racy() {
    return Stream.of(RacyHandovers.class.getDeclaredClasses())
        .filter(Handover.class::isAssignableFrom);
  }

  private static Stream<Class<?>> ordered() {
    return Stream.of(OrderedHandovers.class, OrderedByLibrary.class, OrderedByThreads.class)
        .flatMap(all -> Stream.of(all.getDeclaredClasses()))
        .filter(Handover.class::isAssignableFrom);
  }

  private static void tryOut() throws Exception {
    System.setProperty("tried", tried.getName());
    Interleaver.assertHolds(Handed.class, 100, SAMPLES);
  }

  static class Handed implements Scenario {
    private final Handover handover;
    private int taken;

    Handed() throws ReflectiveOperationException {
      handover =
          (Handover)
              getClass()
                  .getClassLoader()
                  .loadClass(System.getProperty("tried"))
                  .getDeclaredConstructor()
                  .newInstance();
    }

    @Override
    public void worker1() throws Exception {
      handover.give(7);
    }

    @Override
    public void worker2() throws Exception {
      taken = handover.take();
    }

    @Override
    public void check() {
      assertThat(taken).isIn(0, 7);
    }
  }
}
