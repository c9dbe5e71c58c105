package sharing.runner.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds words and turns of phrase that make the course's English hard to read. They stand in {@code
 * english.tsv} beside this class, with what to say instead; {@code english-allowed.tsv} has the
 * places where they may stay.
 *
 * <p>Of a Java file, it reads the comments and the strings; of a Markdown file, all but the code;
 * of another one, all. Immutable: any number of threads may use it.
 */
final class PlainEnglish {
  private static final String PATTERNS = "english.tsv";
  private static final String ALLOWED = "english-allowed.tsv";

  /** What is told of a place: enough to find it. */
  private static final int SHOWN = 60;

  private static final Pattern TEXT_IN_JAVA =
      Pattern.compile(
          "\"\"\"(?s:.*?)\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\.)+'"
              + "|//[^\n]*|/\\*(?s:.*?)\\*/");

  private static final Pattern MARGIN = Pattern.compile("(?m)^\\s*(?:/\\*\\*|\\*/|\\*|//)");

  /** A fenced block, code in a line, the address of a link, a comment. */
  private static final Pattern CODE_IN_MARKDOWN =
      Pattern.compile("(?ms)^```.*?^```|^    \\S[^\n]*$|`[^`]+`|\\]\\([^)\\s]+\\)|<!--(?s:.*?)-->");

  private final List<Habit> habits;
  private final Set<Allowed> allowed;

  /** A pattern, and what to write instead. */
  private record Habit(Pattern pattern, String advice) {}

  /** A text that may stay in a file; an empty one stands for the whole file. */
  record Allowed(String path, String text) {}

  Set<Allowed> allowed() {
    return allowed;
  }

  /** The same patterns, with no exceptions. */
  PlainEnglish withoutExceptions() {
    return new PlainEnglish(habits, Set.of());
  }

  private PlainEnglish(List<Habit> habits, Set<Allowed> allowed) {
    this.habits = habits;
    this.allowed = allowed;
  }

  /** With the patterns and the exceptions of the course. */
  static PlainEnglish ofCourse() throws IOException {
    List<Habit> habits = new ArrayList<>();
    for (String[] line : lines(PATTERNS)) {
      habits.add(new Habit(Pattern.compile(line[0], Pattern.MULTILINE | Pattern.DOTALL), line[1]));
    }
    Set<Allowed> allowed = new HashSet<>();
    for (String[] line : lines(ALLOWED)) {
      allowed.add(new Allowed(line[0], line.length == 1 ? "" : line[1]));
    }
    return new PlainEnglish(habits, allowed);
  }

  private static List<String[]> lines(String name) throws IOException {
    try (InputStream in = PlainEnglish.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t", 2))
          .toList();
    }
  }

  /** The Markdown and Java files in a folder, but those that were built. */
  static List<Path> texts(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(md|java)"))
          .filter(file -> !folder.relativize(file).startsWith("target"))
          .toList();
    }
  }

  /**
   * What is to be changed in some files.
   *
   * @param course the root of the course, from which the paths are told
   * @param files each with the ending {@code .java} or {@code .md}, or another text
   * @return a line for each place: its file and line, what stands there, and what to write instead
   */
  List<String> faults(Path course, List<Path> files) throws IOException {
    List<String> faults = new ArrayList<>();
    for (Path file : files.stream().sorted().toList()) {
      String path = course.relativize(file).toString().replace('\\', '/');
      faults.addAll(faults(path, Files.readString(file)));
    }
    return faults;
  }

  /** The same, for one text. */
  List<String> faults(String path, String text) {
    String prose = prose(path, text);
    List<String> faults = new ArrayList<>();
    for (Habit habit : habits) {
      Matcher found = habit.pattern.matcher(prose);
      while (found.find()) {
        String at = around(prose, found);
        if (allowed.stream().noneMatch(a -> path.equals(a.path) && at.contains(a.text))) {
          faults.add("%s:%d: \"%s\": %s".formatted(path, line(prose, found), at, habit.advice));
        }
      }
    }
    return faults;
  }

  /** The line of the first word that was found, from 1. */
  private static long line(String prose, Matcher found) {
    int word = found.start();
    while (!Character.isLetter(prose.charAt(word))) {
      word++;
    }
    return 1 + prose.substring(0, word).chars().filter(c -> c == '\n').count();
  }

  private static String around(String prose, Matcher found) {
    int end = Math.min(prose.length(), Math.max(found.end(), found.start() + SHOWN));
    return prose.substring(found.start(), end).replaceAll("\\s+", " ").trim();
  }

  /** The text with a space for each character that is not prose. Line breaks stay. */
  static String prose(String path, String text) {
    if (path.endsWith(".java")) {
      StringBuilder prose = new StringBuilder(blank(text));
      Matcher found = TEXT_IN_JAVA.matcher(text);
      while (found.find()) {
        String piece = found.group();
        if (piece.startsWith("/")) {
          piece = MARGIN.matcher(piece).replaceAll(margin -> " ".repeat(margin.group().length()));
        }
        prose.replace(found.start(), found.end(), piece.replace('"', ' '));
      }
      return prose.toString();
    }
    return path.endsWith(".md")
        ? CODE_IN_MARKDOWN.matcher(text).replaceAll(code -> blank(code.group()))
        : text;
  }

  private static String blank(String text) {
    return text.replaceAll("[^\n]", " ");
  }
}
