package sharing.runner.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.runner.Fingerprint;
import sharing.runner.Lesson;
import sharing.runner.TestResult;
import sharing.runner.check.CheckOptions.Extent;
import sharing.testkit.Failure;

/** A verdict is found again only if nothing that it depends on has changed. */
class KeptVerdictsTest {
  private static final String VARIANT = "mistakes/one";
  private static final CheckOptions OPTIONS = options(Extent.ALL, List.of());

  @TempDir private Path course;
  private Lesson solution;

  private static CheckOptions options(Extent extent, List<String> jvmOptions) {
    return new CheckOptions(
        1, List.of(), extent, true, jvmOptions, Optional.empty(), false, Optional.empty());
  }

  @BeforeEach
  void makeCourse() throws IOException {
    solution = new Lesson(course.resolve(Path.of("solutions", "09-small")));
    write("solutions/09-small/src/main/java/small/Counter.java", "class Counter {}");
    write("engine/Engine.class", "engine");
    write("library.jar", "library");
    write("tests/CounterTest.class", "test");
  }

  private void write(String path, String text) throws IOException {
    Path file = course.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private KeptVerdicts verdicts(CheckOptions options) throws IOException {
    String classPath =
        course.resolve("library.jar") + File.pathSeparator + course.resolve("engine");
    return new KeptVerdicts(solution, classPath, options);
  }

  private String name(CheckOptions options, String variant, String page) throws IOException {
    return verdicts(options)
        .name(variant, page, List.of(course.resolve("tests/CounterTest.class")));
  }

  private String name() throws IOException {
    return name(OPTIONS, VARIANT, "the page");
  }

  @Test
  void the_same_inputs_have_the_same_name() throws IOException {
    assertThat(name()).isEqualTo(name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "solutions/09-small/src/main/java/small/Counter.java",
        "engine/Engine.class",
        "library.jar",
        "tests/CounterTest.class",
        "solutions/09-small/src/main/java/small/Another.java",
        "engine/Another.class"
      })
  void a_file_that_changes_or_is_added_changes_the_name(String file) throws IOException {
    String before = name();
    write(file, "changed");
    assertThat(name()).isNotEqualTo(before);
  }

  @Test
  void a_file_that_moves_changes_the_name() throws IOException {
    String before = name();
    Files.move(course.resolve("engine/Engine.class"), course.resolve("engine/Motor.class"));
    assertThat(name()).isNotEqualTo(before);
  }

  @Test
  void the_page_the_variant_and_the_options_change_the_name() throws IOException {
    assertThat(
            Stream.of(
                name(),
                name(OPTIONS, VARIANT, "another page"),
                name(OPTIONS, "mistakes/two", "the page"),
                name(options(Extent.QUICK, List.of()), VARIANT, "the page"),
                name(options(Extent.ALL, List.of("-Xint")), VARIANT, "the page")))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.home", "java.vm.name", "java.vm.version", "os.version"})
  void another_jdk_or_system_changes_the_name(String property) throws IOException {
    String before = name();
    String value = System.getProperty(property);
    System.setProperty(property, "another");
    try {
      assertThat(name()).isNotEqualTo(before);
    } finally {
      System.setProperty(property, value);
    }
  }

  @Test
  void another_server_changes_the_name() throws IOException {
    String path = course.resolve("first") + File.pathSeparator + course.resolve("second");
    String none = server("", path);
    write("second/valkey-server", "valkey");
    String valkey = server("", path);
    write("second/valkey-server", "a newer valkey");
    String newer = server("", path);
    write("first/redis-server", "redis");
    String redis = server("", path);
    assertThat(Stream.of(none, valkey, newer, redis, server("redis://there", path)))
        .doesNotHaveDuplicates();
    write("second/valkey-server", "valkey again, behind redis-server");
    assertThat(server("", path)).isEqualTo(redis);
  }

  /** The name with another server; each file becomes executable. */
  private String server(String redisUrl, String path) throws IOException {
    for (String file : List.of("first/redis-server", "second/valkey-server")) {
      course.resolve(file).toFile().setExecutable(true);
    }
    return KeptVerdicts.addServer(new Fingerprint(), redisUrl, path).hex();
  }

  @Test
  void a_verdict_is_found_under_its_name_alone() throws IOException {
    KeptVerdicts verdicts = verdicts(OPTIONS);
    verdicts.keep(name(), outcome(Optional.empty()));
    VariantOutcome found = verdicts.find(VARIANT, name()).orElseThrow();
    assertThat(found.verdict())
        .isEqualTo(new VariantVerdict("rejected", "a_test", Optional.empty()));
    assertThat(found.tests()).isEqualTo(outcome(Optional.empty()).tests());
    assertThat(found.runs()).isZero();
    write("engine/Engine.class", "changed");
    assertThat(verdicts.find(VARIANT, name())).isEmpty();
  }

  @Test
  void a_verdict_with_a_fault_is_not_kept() throws IOException {
    KeptVerdicts verdicts = verdicts(OPTIONS);
    verdicts.keep(name(), outcome(Optional.of("another test fails first")));
    assertThat(verdicts.find(VARIANT, name())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "[]"})
  void a_file_that_is_not_whole_is_no_verdict(String text) throws IOException {
    write("solutions/09-small/target/verdicts/" + name(), text);
    assertThat(verdicts(OPTIONS).find(VARIANT, name())).isEmpty();
  }

  private static VariantOutcome outcome(Optional<String> fault) {
    TestResult test =
        new TestResult(
            1,
            "A counter",
            "CounterTest",
            "a_test",
            "A rule.",
            TestResult.Status.FAILED,
            Failure.check("how", "1", "2"),
            "",
            5);
    return new VariantOutcome(
        VARIANT, new VariantVerdict("rejected", "a_test", fault), List.of(test), 1, 0, 5);
  }
}
