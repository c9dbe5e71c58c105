package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sharing.runner.Hints.Hint;
import sharing.runner.TestResult.Status;

/** The hints of all lessons fit their tests. */
class HintsTest {
  private static final Path LESSONS = Path.of("..", "..", "lessons").toAbsolutePath().normalize();
  private static final Pattern STEP = Pattern.compile("(?m)^@Order\\((\\d+)\\)");
  private static final Pattern SUPERCLASS = Pattern.compile("class \\w+ extends (\\w+)");
  private static final Pattern METHOD = Pattern.compile("(?m)^  (?:final )?void (\\w+)\\(");

  static List<Path> lessons() throws IOException {
    try (Stream<Path> files = Files.list(LESSONS)) {
      List<Path> lessons =
          files.filter(folder -> Files.exists(folder.resolve(Hints.FILE))).sorted().toList();
      assertThat(lessons).hasSize(8);
      return lessons;
    }
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void a_hint_names_only_tests_of_its_step(Path lesson) throws Exception {
    List<TestResult> tests = tests(lesson);
    List<String> unknown = new ArrayList<>();
    for (Hint hint : Hints.read(lesson.resolve(Hints.FILE)).all()) {
      for (String name : hint.tests()) {
        if (tests.stream().noneMatch(t -> t.step() == hint.step() && t.method().equals(name))) {
          unknown.add("Step " + hint.step() + " has no test " + name);
        }
      }
      assertThat(hint.text()).as("a hint that names tests wrongly").doesNotContain("*For");
    }
    assertThat(unknown).as(lesson.getFileName() + "/" + Hints.FILE).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void each_test_has_a_hint_and_no_hint_names_the_solution(Path lesson) throws Exception {
    Hints hints = Hints.read(lesson.resolve(Hints.FILE));
    for (TestResult test : tests(lesson)) {
      List<String> its = hints.of(test);
      assertThat(its).as("hints for %s", test.name()).hasSizeGreaterThan(1);
      assertThat(its)
          .as("hints for %s: the report names the solution after the last one", test.name())
          .noneMatch(hint -> hint.contains("solution"));
    }
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void a_hint_for_the_beginning_of_a_step_names_the_tests_that_it_is_for(Path lesson)
      throws Exception {
    assertThat(Hints.read(lesson.resolve(Hints.FILE)).all())
        .filteredOn(hint -> hint.text().matches("(First|Begin with) .*"))
        .noneMatch(Hint::isGeneral);
  }

  /** The tests of a lesson, as their sources have them. */
  private static List<TestResult> tests(Path lesson) throws IOException {
    List<TestResult> tests = new ArrayList<>();
    try (Stream<Path> files = Files.walk(lesson.resolve(Path.of("src", "test", "java")))) {
      for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).sorted().toList()) {
        String code = Files.readString(file);
        Matcher step = STEP.matcher(code);
        assertThat(step.find()).as("%s has a step", file).isTrue();
        String name = file.getFileName().toString().replace(".java", "");
        methods(file)
            .forEach(
                method ->
                    tests.add(
                        new TestResult(
                            Integer.parseInt(step.group(1)),
                            "",
                            name,
                            method,
                            "",
                            Status.FAILED,
                            null,
                            "",
                            0)));
      }
    }
    return tests;
  }

  /** The tests of a class and of its superclass: methods under a rule. */
  private static List<String> methods(Path file) throws IOException {
    String code = Files.readString(file);
    List<String> methods = new ArrayList<>();
    for (String part : code.split("@Rule\\(")) {
      Matcher method = METHOD.matcher(part);
      if (!part.equals(code.split("@Rule\\(")[0]) && method.find()) {
        methods.add(method.group(1));
      }
    }
    Matcher superclass = SUPERCLASS.matcher(code);
    if (superclass.find()) {
      Path parent = file.resolveSibling(superclass.group(1) + ".java");
      if (Files.exists(parent)) {
        methods.addAll(methods(parent));
      }
    }
    return methods;
  }
}
