package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.threads.ProcessorTime;

/** The compiler warns a student of mistakes, and not of what a lesson teaches. */
@ProcessorTime(seconds = 60)
class LessonWarningsTest {
  private static final Path COURSE = Path.of("..", "..").toAbsolutePath().normalize();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"lessons", "solutions"})
  void a_lock_as_a_resource_is_no_warning_and_a_raw_type_is_one(String modules) throws Exception {
    assertThat(warnings(modules, "try (var lock = channel.lock()) { channel.force(true); }"))
        .isEmpty();
    assertThat(warnings(modules, "java.util.List all = null;")).hasSize(1);
  }

  /** What the compiler warns of with the option that Maven gives it for some modules. */
  private List<?> warnings(String modules, String code) throws Exception {
    String pom = Files.readString(COURSE.resolve(modules).resolve("pom.xml"));
    Matcher lint = Pattern.compile("<lint>([^<]*)</lint>").matcher(pom);
    assertThat(lint.find()).as("%s/pom.xml has a <lint>", modules).isTrue();
    Path file =
        Files.writeString(
            folder.resolve("Locks.java"),
            "class Locks { void use(java.nio.channels.FileChannel channel) throws Exception { "
                + code
                + " } }");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of("--release", "17", "-Xlint:" + lint.group(1), "-d", folder.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiles =
          compiler
              .getTask(null, files, found, options, null, files.getJavaFileObjects(file))
              .call();
      assertThat(compiles).isTrue();
    }
    return found.getDiagnostics();
  }
}
