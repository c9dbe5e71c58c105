package sharing.runner.grading;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sharing.runner.Lesson;
import sharing.runner.grading.ClassResult.Finding;
import sharing.runner.grading.ClassResult.StudentResult;

/**
 * The files about a whole class, in {@code target/class} of the course: {@value ClassTable#FILE},
 * {@value ClassPage#FILE}, {@value ClassResult#FILE}, and a table for each gradebook. They tell of
 * each lesson that was graded for the same folder of submissions, in this run of Maven or in an
 * earlier one.
 */
final class ClassFiles {
  /** How many mistakes a person reads at the end of the run; the page has all. */
  private static final int SHOWN = 5;

  /** Where a message is cut there, in characters. */
  private static final int LONGEST = 150;

  private ClassFiles() {}

  /** Writes the files, and says what students got wrong in the lesson that was graded last. */
  static void write(Path root, Path submissions, Lesson last, PrintStream out) throws IOException {
    List<Lesson> lessons = GradedLessons.of(root, submissions, ClassGrading::folder);
    List<StudentResult> students = new ArrayList<>();
    for (Path submission : ClassGrading.submissions(submissions)) {
      students.add(student(submission.getFileName().toString(), lessons));
    }
    ClassResult result =
        new ClassResult(
            ClassResult.VERSION,
            submissions.toString(),
            lessons.stream().map(Lesson::slug).toList(),
            students,
            Findings.of(students, root));
    Path folder = Files.createDirectories(root.resolve(Path.of("target", "class")));
    Files.writeString(folder.resolve(ClassResult.FILE), result.json());
    Files.writeString(folder.resolve(ClassTable.FILE), ClassTable.csv(result));
    Files.writeString(folder.resolve(ClassPage.FILE), ClassPage.html(result));
    Map<String, List<LessonResult>> byStudent =
        students.stream()
            .collect(
                Collectors.toMap(
                    StudentResult::student,
                    StudentResult::lessons,
                    (one, other) -> one,
                    LinkedHashMap::new));
    for (ClassFormat format : ClassFormat.values()) {
      Files.writeString(folder.resolve(format.file()), format.text(byStudent));
    }
    tell(result, last.slug(), root.relativize(folder), out);
    List<Lesson> others = GradedLessons.ofOthers(root, submissions, ClassGrading::folder);
    if (!others.isEmpty()) {
      out.printf(
          "They do not have what was last graded for another folder: %s%n%n",
          String.join(", ", others.stream().map(Lesson::slug).toList()));
      out.flush();
    }
  }

  private static StudentResult student(String name, List<Lesson> lessons) throws IOException {
    List<LessonResult> results = new ArrayList<>();
    for (Lesson lesson : lessons) {
      Path file = ClassGrading.folder(lesson).resolve(Path.of(name, LessonResult.FILE));
      if (Files.exists(file)) { // Otherwise the student's folder is newer than the grading.
        results.add(LessonResult.of(Files.readString(file)));
      }
    }
    return new StudentResult(
        name,
        results.stream().mapToDouble(LessonResult::score).sum(),
        results.stream().mapToDouble(LessonResult::max).sum(),
        results);
  }

  private static void tell(ClassResult result, String last, Path folder, PrintStream out) {
    out.println();
    List<Finding> mistakes =
        result.findings().stream().filter(finding -> finding.lesson().equals(last)).toList();
    for (Finding finding : mistakes.stream().limit(SHOWN).toList()) {
      out.printf(
          "  %d of %d  %s (step %d)%s%n",
          finding.students().size(),
          result.students().size(),
          finding.what(),
          finding.step(),
          message(finding));
    }
    if (mistakes.size() > SHOWN) {
      out.printf("  %d more in %s%n", mistakes.size() - SHOWN, ClassPage.FILE);
    }
    int lessons = result.lessons().size();
    out.printf(
        "%s, %s and %s of %d %s: %s%n%n",
        ClassTable.FILE,
        ClassPage.FILE,
        ClassResult.FILE,
        lessons,
        lessons == 1 ? "lesson" : "lessons",
        folder);
    out.flush();
  }

  /** Tells apart the findings of one test. */
  private static String message(Finding finding) {
    boolean isNamed = !finding.pages().isEmpty() || finding.what().equals(Findings.NOT_WRITTEN);
    String line = PageText.line(PlainText.line(finding.message()), LONGEST);
    return isNamed || line.isEmpty() ? "" : ": " + line;
  }
}
