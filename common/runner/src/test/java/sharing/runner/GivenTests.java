package sharing.runner;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A test class that a test of the runner writes: step 2 of a lesson, with the methods given. */
record GivenTests(Path folder, Path classes, String classPath) {

  /**
   * Compiles it.
   *
   * @param methods its body, as Java code
   */
  static GivenTests compile(Path folder, String methods) throws IOException {
    String source =
        """
        package given;
        import static org.assertj.core.api.Assertions.assertThat;
        import org.junit.jupiter.api.*;
        import org.junit.jupiter.params.ParameterizedTest;
        import org.junit.jupiter.params.provider.ValueSource;
        import sharing.testkit.Rule;
        @Order(2) @DisplayName("A step") class GivenTest {
        %s
        }
        """
            .formatted(methods);
    Path sources = Files.createDirectories(folder.resolve("src/given"));
    Files.writeString(sources.resolve("GivenTest.java"), source);
    String classPath = System.getProperty("java.class.path");
    Path classes = Variant.compile("given", sources, classPath, folder).classes();
    String library = // As in the lessons that use one.
        Arrays.stream(classPath.split(File.pathSeparator))
            .filter(entry -> entry.matches(".*jedis-.*jar"))
            .findFirst()
            .orElseThrow();
    return new GivenTests(
        folder,
        classes,
        ClassPath.jarsFirst(
            String.join(File.pathSeparator, library, classes.toString(), classPath)));
  }

  /** Runs it in one JVM after the other, until all is told. */
  TestRun completed() throws IOException, InterruptedException {
    return TestRun.of(classPath, classes, work());
  }

  /** Runs it several times, each in one JVM. */
  List<TestRun> repeat(int times, List<String> options, String... only)
      throws IOException, InterruptedException {
    return TestRun.repeat(classPath, List.of(classes), List.of(only), options, work(), times);
  }

  private Path work() {
    return folder.resolve("work");
  }
}
