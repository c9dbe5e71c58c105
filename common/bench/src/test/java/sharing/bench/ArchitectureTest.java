package sharing.bench;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The structure of all modules of common. It stands in the last one, which sees the others. */
class ArchitectureTest {
  private static final int LONGEST = 400;
  private static final Path COMMON = Path.of("..");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption((Location location) -> !location.contains("archunit"))
          .importPackages("sharing");

  @Test
  void no_packages_form_a_cycle() {
    assertThat(CLASSES.stream().map(each -> each.getPackageName()).distinct())
        .as("the packages that are looked at")
        .contains(
            "sharing.common",
            "sharing.testkit",
            "sharing.testkit.interleaver",
            "sharing.runner",
            "sharing.runner.check",
            "sharing.runner.edition",
            "sharing.bench");
    slices().matching("sharing.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void no_class_is_longer_than_a_person_reads_at_once() throws IOException {
    try (Stream<Path> files = Files.walk(COMMON)) {
      List<String> tooLong =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> lines(file) > LONGEST)
              .map(file -> file.getFileName() + " has " + lines(file) + " lines")
              .toList();
      assertThat(tooLong).as("classes of more than %d lines", LONGEST).isEmpty();
    }
  }

  @Test
  void common_names_no_lesson() throws IOException {
    List<String> lessons;
    try (Stream<Path> folders = Files.list(COMMON.resolve("../lessons"))) {
      lessons =
          folders
              .map(folder -> folder.getFileName().toString())
              .filter(name -> name.matches("\\d\\d-.*"))
              .toList();
    }
    assertThat(lessons).as("the lessons").hasSizeGreaterThan(7);
    Pattern named = Pattern.compile("\"(" + String.join("|", lessons) + ")\"");
    try (Stream<Path> files = Files.walk(COMMON)) {
      List<Path> naming =
          files
              .filter(file -> file.toString().replace('\\', '/').matches(".*/src/main/.*\\.java"))
              .filter(file -> named.matcher(read(file)).find())
              .toList();
      assertThat(naming).as("classes that name a lesson").isEmpty();
    }
  }

  @Test
  void a_lesson_that_is_run_from_its_own_folder_has_the_options_of_the_course() throws IOException {
    Path root = COMMON.resolve("..");
    List<String> options = Files.readAllLines(root.resolve(".mvn/maven.config"));
    String jvm = Files.readString(root.resolve(".mvn/jvm.config"));
    int modules = 0;
    for (String side : List.of("lessons", "solutions")) {
      try (Stream<Path> folders = Files.list(root.resolve(side))) {
        for (Path module :
            folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).toList()) {
          String path = side + "/" + module.getFileName();
          List<String> expected = new ArrayList<>(List.of("-f", "../../pom.xml", "-pl", path));
          expected.addAll(options);
          Path own = module.resolve(".mvn");
          assertThat(Files.readAllLines(own.resolve("maven.config")))
              .as("%s/.mvn/maven.config", path)
              .isEqualTo(expected);
          assertThat(own.resolve("jvm.config")).as("%s/.mvn/jvm.config", path).hasContent(jvm);
          modules++;
        }
      }
    }
    assertThat(modules).as("the modules that were looked at").isGreaterThan(15);
  }

  private static long lines(Path file) {
    return read(file).lines().count();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
