package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sharing.samples.LibraryUses;
import sharing.samples.RightCollections;
import sharing.samples.SharedCollections;
import sharing.samples.SharedMaps;
import sharing.samples.SharedWhileRead;
import sharing.samples.SharedWork;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Failure;
import sharing.testkit.interleaver.Interleaver.Scenario;

/** What two threads do to a collection shows in a pause in the middle of a call. */
@Timeout(3600)
class InsideCollectionsTest {
  private static final String SAMPLES = SharedWork.class.getPackageName();

  @ParameterizedTest
  @MethodSource("wrong")
  void a_shared_collection_is_rejected_for_what_comes_out(Class<?> type) {
    Failure failure = rejected(type).failure();
    assertThat(failure.how())
        .containsPattern(
            "Worker [12] was paused in the middle of Shared\\w+\\.java:\\d+, in [\\w ]+(\\.\\w+)?,"
                + " before it (reads|writes) .*: `.*`\\.\n");
    assertThat(failure.seen()).doesNotContain("data race").doesNotContain("sharing.testkit");
  }

  @ParameterizedTest
  @MethodSource("right")
  void a_collection_that_is_used_as_it_should_be_holds(Class<?> type) {
    Verdict.holds(Kind.COLLECTION, type, () -> tryOut(type));
  }

  @Test
  void a_lost_entry_is_told_with_the_call_that_lost_it() {
    assertThat(rejected(SharedMaps.HashMapPuts.class).failure().how())
        .matches(
            """
            Worker 1 was paused in the middle of SharedMaps\\.java:\\d+, in HashMap\\.put, \
            before it \\w+ .*: `all\\.put\\("a", 1\\);`\\.
            Worker 2 ran to its end\\.
            Worker 1 ran to its end\\.
            Then the test checked: what came out
            The test tries many schedules\\. This is number \\d+\\.""");
  }

  @Test
  void an_iterator_beside_a_change_is_told() {
    Failure failure = rejected(SharedWhileRead.ListWhileItGrows.class).failure();
    assertThat(failure.how())
        .contains("in Iterator.", "`for (int one : all) {`.")
        .contains("Worker 2 ran to its end.\n");
    assertThat(failure.seen())
        .contains("java.util.ConcurrentModificationException")
        .contains("at SharedWhileRead.java:");
  }

  private static CheckFailedError rejected(Class<?> type) {
    return Verdict.rejected(Kind.COLLECTION, type, () -> tryOut(type));
  }

  private static Stream<Class<?>> wrong() {
    return Stream.of(SharedCollections.class, SharedMaps.class, SharedWhileRead.class)
        .flatMap(InsideCollectionsTest::samples);
  }

  private static Stream<Class<?>> right() {
    return Stream.of(RightCollections.class, LibraryUses.class)
        .flatMap(InsideCollectionsTest::samples);
  }

  private static void tryOut(Class<?> type) throws Exception {
    System.setProperty("tried", type.getName());
    Interleaver.assertHolds(Shared.class, 100, SAMPLES);
  }

  private static Stream<Class<?>> samples(Class<?> all) {
    return Stream.of(all.getDeclaredClasses())
        .filter(SharedWork.class::isAssignableFrom)
        .filter(type -> !Modifier.isAbstract(type.getModifiers()));
  }

  static class Shared implements Scenario {
    private final SharedWork work;

    Shared() throws ReflectiveOperationException {
      work =
          (SharedWork)
              getClass()
                  .getClassLoader()
                  .loadClass(System.getProperty("tried"))
                  .getDeclaredConstructor()
                  .newInstance();
    }

    @Override
    public void worker1() throws Exception {
      work.first();
    }

    @Override
    public void worker2() throws Exception {
      work.second();
    }

    @Override
    public void check() throws Exception {
      assertThat(work.result()).as("what came out").isEqualTo(work.expected());
    }
  }
}
