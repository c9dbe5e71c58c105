package sharing.runner.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sharing.runner.Lesson;

/**
 * The tests for each sentence of a lesson's contracts, in {@value #FILE} of its solution. There is
 * a line for each sentence, or part of one, in the Javadoc of the student's methods. The tests that
 * check it follow, or {@value #GIVEN} if the student's code need not do anything for it.
 */
final class Contract {
  static final String FILE = "contract.tsv";
  static final String GIVEN = "given";
  private static final String HEADER = "member\tsentence\theld by";

  private final Path file;
  private final Map<String, String> javadoc;

  /**
   * One line of the file.
   *
   * @param heldBy names of tests, {@code Class.method}, with commas; or {@value #GIVEN}; or empty
   */
  private record Line(String member, String sentence, String heldBy) {
    static Line of(String text) {
      String[] cells = text.split("\t", -1);
      if (cells.length != 3) {
        throw new IllegalArgumentException(
            FILE + " needs three cells, with tabs between them, in: " + text);
      }
      return new Line(cells[0].strip(), cells[1].strip(), cells[2].strip());
    }

    String text() {
      return member + "\t" + sentence + "\t" + heldBy;
    }
  }

  Contract(Lesson solution) throws IOException {
    this.file = solution.dir().resolve(FILE);
    this.javadoc = JavadocTexts.of(solution.lesson().sources());
    Path common =
        solution.dir().resolve(Path.of("..", "..", "common", "core", "src", "main", "java"));
    for (String member : lines().keySet()) {
      // An interface of the course may promise something that a student's class must keep.
      String type = member.replaceFirst("[.(].*", "");
      Path file = common.resolve(Path.of("sharing", "common", type + ".java"));
      if (!javadoc.containsKey(type) && Files.exists(file)) {
        javadoc.putAll(JavadocTexts.of(file));
      }
    }
  }

  /**
   * Compares the file with the Javadoc and with the tests.
   *
   * @param tests the names of all tests of the lesson, {@code Class.method}
   * @return what is wrong with it, line by line
   */
  List<String> check(Set<String> tests) throws IOException {
    List<String> faults = new ArrayList<>();
    Map<String, List<Line>> lines = lines();
    Set<String> members = new LinkedHashSet<>(javadoc.keySet());
    members.addAll(lines.keySet());
    for (String member : members) {
      List<Line> of = lines.getOrDefault(member, List.of());
      if (!words(sentences(of)).equals(words(javadoc.getOrDefault(member, "")))) {
        faults.add(
            member
                + " differs from its Javadoc. Add -Dnotes=write to write it. Javadoc: "
                + javadoc.getOrDefault(member, "none"));
      }
    }
    lines.values().forEach(of -> of.forEach(line -> check(line, tests, faults)));
    return faults;
  }

  private static void check(Line line, Set<String> tests, List<String> faults) {
    if (line.heldBy.isEmpty()) {
      faults.add(line.member + ": no test checks \"" + line.sentence + "\", and it is not given");
    } else if (!line.heldBy.equals(GIVEN)) {
      for (String test : line.heldBy.split(",")) {
        if (!tests.contains(test.strip())) {
          faults.add(line.member + ": there is no test " + test.strip());
        }
      }
    }
  }

  /** Rewrites the file; the tests of a sentence stay if the sentence stays. */
  void write() throws IOException {
    Map<String, List<Line>> old = lines();
    List<String> text = new ArrayList<>(List.of(HEADER));
    javadoc.forEach(
        (member, javadocText) -> {
          List<Line> of = old.getOrDefault(member, List.of());
          if (!words(sentences(of)).equals(words(javadocText))) {
            of = anew(member, javadocText, of);
          }
          of.forEach(line -> text.add(line.text()));
        });
    Files.write(file, text);
  }

  private static List<Line> anew(String member, String javadocText, List<Line> old) {
    List<Line> lines = new ArrayList<>();
    for (String sentence : javadocText.split("(?<=[.!?]) (?=[A-Z{])")) {
      String heldBy =
          old.stream()
              .filter(line -> words(line.sentence).equals(words(sentence)))
              .map(line -> line.heldBy)
              .findFirst()
              .orElse("");
      lines.add(new Line(member, sentence, heldBy));
    }
    return lines;
  }

  private Map<String, List<Line>> lines() throws IOException {
    Map<String, List<Line>> lines = new LinkedHashMap<>();
    if (Files.exists(file)) {
      Files.readAllLines(file).stream()
          .filter(text -> !text.isBlank() && !text.equals(HEADER))
          .map(Line::of)
          .forEach(line -> lines.computeIfAbsent(line.member, m -> new ArrayList<>()).add(line));
    }
    return lines;
  }

  private static String sentences(List<Line> lines) {
    return String.join(" ", lines.stream().map(Line::sentence).toList());
  }

  /** Where one sentence ends and the next begins is the author's to say. */
  private static String words(String text) {
    return text.replaceAll("[^\\p{Alnum}]+", " ").strip();
  }
}
