package sharing.runner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sharing.testkit.threads.ProcessorTime;

/** Pins which of the compiler's errors a student reads first. */
@ProcessorTime(seconds = 60)
class CompilationTest {
  /** The line of the file on which the code stands. */
  private static final int BODY = 5;

  @TempDir Path course;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a semicolon after a call | go() | ';' expected
          a semicolon after an expression | count + 1 | ';' expected
          a semicolon after a name | count | ';' expected
          a semicolon after return | if (count > 0) return 1 | ';' expected
          no effect | count + 1; | not a statement
          a parenthesis of a call | go(count; | ')'
          a parenthesis of a condition | if (count > 0 { go(); } | ')' expected
          no parentheses | if count > 0 { go(); } | '(' expected
          a bracket | int[] all = new int[3; | ']' expected
          a misspelt name | cuont++; | variable cuont
          a misspelt method | goo(); | method goo()
          a misspelt keyword | retrun count; | class retrun
          an import | List<String> all = null; | class List
          an exception | Thread.sleep(1); | unreported exception
          the wrong type | int one = 1L; | possible lossy conversion from long to int
          another wrong type | String one = 1; | int cannot be converted to java.lang.String
          a quotation mark | String one = "one; | unclosed string literal
          single quotation marks | String one = 'one'; | unclosed character literal
          no value | int one; count = one; | might not have been initialized
          a method in a method | void two() { } | illegal start of expression
          """)
  void a_beginners_error_is_shown_with_what_helps(String what, String code, String says)
      throws Exception {
    Compilation failed = compile("Shared", code);
    assertThat(failed.message()).contains(says);
    assertThat(failed.line()).isEqualTo(BODY);
  }

  @Test
  void a_missing_return_is_shown_where_the_method_ends() throws Exception {
    Compilation failed = compile("Shared", "if (count > 0) {\n    return 1;\n  }", "");
    assertThat(failed.message()).isEqualTo("missing return statement");
    assertThat(failed.line()).isEqualTo(BODY + 4);
  }

  @Test
  void a_missing_semicolon_after_a_field_is_named() throws Exception {
    Compilation failed =
        compile("Shared", "", "return count; }\n  int lost\n  @Override\n  void f() {");
    assertThat(failed.message()).isEqualTo("';' expected");
  }

  @Test
  void a_missing_brace_is_named_where_the_compiler_stumbles_over_it() throws Exception {
    Compilation failed = compile("Shared", "if (count > 0) {");
    assertThat(failed.code()).startsWith("void go()");
    assertThat(failed.message())
        .endsWith(
            "\nIt also says: reached end of file while parsing. Is a } missing before this line?");
    assertThat(failed.part()).isEqualTo(Compilation.Part.CODE);
  }

  @Test
  void a_brace_too_many_is_not_called_a_feature_of_a_newer_java() throws Exception {
    Compilation failed = compile("Shared", "go();", "return count; }");
    assertThat(failed.message()).isEqualTo("class, interface, enum, or record expected");
  }

  @Test
  void a_class_that_is_not_named_as_its_file_is_shown_before_who_needs_it() throws Exception {
    Compilation failed = compile("Shered", "go();");
    assertThat(failed.message()).contains("class Shered is public, should be declared in a file");
    assertThat(failed.file().getFileName()).hasToString("Shared.java");
  }

  @Test
  void what_a_newer_java_has_is_told_from_a_mistake() throws Exception {
    assertThat(compile("Shared", "Thread.ofNowhere();").message())
        .contains("cannot find symbol")
        .endsWith(
            "The course is compiled for Java 17: features of later versions are not available.");
    assertThat(compile("Shared", "java.util.nowhere.List all = null;").message())
        .endsWith("features of later versions are not available.");
    assertThat(compile("Shared", "goo();").message()).doesNotContain("Java 17");
  }

  @Test
  void an_older_file_in_place_of_a_newer_one_is_compiled() throws Exception {
    Lesson lesson = new Lesson(course.resolve("lessons/09-small"));
    Path source = Files.createDirectories(lesson.sources()).resolve("Answer.java");
    Path classes = lesson.compiledSources();
    Path work = course.resolve("work");
    Files.writeString(source, "class Answer { int wrong; }");
    Files.createDirectories(classes.getParent());
    Files.move(Variant.compile("it", lesson.sources(), "", work).classes(), classes);
    assertThat(Compilation.failed(lesson, "", work)).isEmpty();

    Files.writeString(source, "class Answer { int right; }");
    Files.setLastModifiedTime(source, FileTime.fromMillis(0));
    assertThat(Compilation.failed(lesson, "", work)).isEmpty();
    assertThat(new String(Files.readAllBytes(classes.resolve("Answer.class")), ISO_8859_1))
        .contains("right")
        .doesNotContain("wrong");

    Files.writeString(source, "class Answer { int }");
    Files.setLastModifiedTime(source, FileTime.fromMillis(0));
    assertThat(Compilation.failed(lesson, "", work)).isPresent();
    assertThat(work).doesNotExist();
  }

  private Compilation compile(String className, String code) throws IOException {
    return compile(className, code, "return count;");
  }

  private Compilation compile(String className, String code, String last) throws IOException {
    Lesson lesson = new Lesson(course.resolve("lessons/09-small"));
    Path sources = Files.createDirectories(lesson.sources().resolve("small"));
    Files.writeString(
        sources.resolve("Shared.java"),
        """
        package small;
        public class %s {
          int count;
          int add() {
            %s
            %s
          }
          void go() {}
          void go(int times) {}
        }
        """
            .formatted(className, code, last));
    Files.writeString(
        sources.resolve("Caller.java"),
        "package small; class Caller { int add() { return new Shared().add(); } }");
    return Compilation.failed(lesson, "", course.resolve("work")).orElseThrow();
  }
}
