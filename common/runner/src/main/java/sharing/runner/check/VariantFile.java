package sharing.runner.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sharing.runner.TestResult;
import sharing.runner.Variant;

/**
 * A page of {@code mistakes/} or {@code alternatives/}: how another answer differs from the
 * solution. The format is explained in {@code docs/authors.md}.
 *
 * <p>The page is Markdown that a person reads. A line of a fixed form says what the block of code
 * after it is:
 *
 * <ul>
 *   <li>{@code In `File.java`, instead of}, a block, {@code the student writes}, a block. The first
 *       block occurs in the solution, line for line, exactly once. A line {@code ...} in it stands
 *       for all lines up to the next occurrence of the lines that follow.
 *   <li>{@code In `File.java`, instead of}, a block, {@code the student writes nothing}.
 *   <li>{@code In `File.java`, add the imports}, a block.
 *   <li>{@code `File.java`, whole}, a block.
 * </ul>
 *
 * <p>A mistake also has a line {@code - Rejected by: `TestClass.method`} and a line {@code -
 * Message: `text`}. If a test before that one may notice it by chance, it has a line {@code - By
 * chance: `TestClass.method`}, too. A page of either kind may have a line {@code - Needs: `JDK 21`}
 * ({@link Need}).
 *
 * @param name the folder and the name of the page: {@code mistakes/never-looks}
 * @param title what the student does, in a few words
 * @param need what the answer needs that not every machine has, if anything
 * @param rejection the test that must reject it; empty for an alternative
 * @param edits the changes to the solution
 */
public record VariantFile(
    String name,
    String title,
    Optional<Need> need,
    Optional<Rejection> rejection,
    List<Edit> edits) {

  /**
   * The test that must reject a mistake, and the message that the student must read.
   *
   * @param test the test, as {@link TestResult#name()} has it
   * @param message a part of what the test says
   * @param byChance a test before it that may notice the mistake, too, if the threads happen to run
   *     so; empty for none
   */
  public record Rejection(String test, String message, String byChance) {
    Rejection(String test, String message) {
      this(test, message, "");
    }

    /** The simple name of the class whose file has the test. */
    String testClass() {
      return test.split("[.$]")[0];
    }
  }

  /** One change, which one line of the page introduces. */
  public record Edit(int line, String file, UnaryOperator<String> change) {}

  /** The folder of wrong answers. */
  public static final String MISTAKES = "mistakes";

  static final String ALTERNATIVES = "alternatives";

  private static final Pattern INSTEAD = Pattern.compile("In `(\\w+\\.java)`, instead of:?");
  private static final Pattern IMPORTS = Pattern.compile("In `(\\w+\\.java)`, add the imports:?");
  private static final Pattern WHOLE = Pattern.compile("`(\\w+\\.java)`, whole:?");
  private static final Pattern WRITES = Pattern.compile("the student writes:?");
  private static final String NOTHING = "the student writes nothing.";
  private static final Pattern TEST = Pattern.compile("(?m)^- Rejected by: `(\\w+\\.\\w+)`$");
  private static final Pattern CHANCE = Pattern.compile("(?m)^- By chance: `(\\w+\\.\\w+)`$");
  private static final Pattern MESSAGE = Pattern.compile("(?m)^- Message: `([^`]+)`$");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package .*;\n");
  private static final String GAP = "...";

  /**
   * The pages of one folder of a solution, by name.
   *
   * @return the files; none if there is no such folder
   */
  public static List<Path> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  /** The folder and the name of a page, without its ending. */
  static String name(Path file) {
    String name = file.getFileName().toString();
    return file.getParent().getFileName() + "/" + name.substring(0, name.lastIndexOf('.'));
  }

  /**
   * Reads a page.
   *
   * @throws IllegalArgumentException if the page breaks the format; the message says where
   */
  public static VariantFile read(Path file) throws IOException {
    String text = Files.readString(file).replace("\r\n", "\n");
    String name = name(file);
    try {
      boolean mistake = name.startsWith(MISTAKES + "/");
      return new VariantFile(
          name, title(text), Need.of(text), rejection(text, mistake), new Reader(text).edits());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ".md: " + e.getMessage(), e);
    }
  }

  private static String title(String text) {
    if (!text.startsWith("# ")) {
      throw new IllegalArgumentException("the first line must be a title: # What it does");
    }
    return text.lines().findFirst().orElseThrow().substring("# ".length()).strip();
  }

  private static Optional<Rejection> rejection(String text, boolean mistake) {
    Matcher test = TEST.matcher(text);
    Matcher message = MESSAGE.matcher(text);
    boolean named = test.find();
    boolean said = message.find();
    if (mistake && !(named && said)) {
      throw new IllegalArgumentException(
          "a mistake needs the lines: - Rejected by: `TestClass.method` and - Message: `text`");
    }
    if (!mistake && (named || said)) {
      throw new IllegalArgumentException("an alternative is not rejected, and has no message");
    }
    Matcher chance = CHANCE.matcher(text);
    String byChance = chance.find() ? chance.group(1) : "";
    return mistake
        ? Optional.of(new Rejection(test.group(1), message.group(1), byChance))
        : Optional.empty();
  }

  /**
   * Writes the changed files, and those that are as in the solution, to a folder.
   *
   * @param sources the folder of the solution's Java files
   * @param to a folder that is created
   * @throws IllegalArgumentException if an edit does not fit the solution
   */
  void apply(Path sources, Path to) throws IOException {
    for (Map.Entry<Path, String> text : applied(sources).entrySet()) {
      Path file = to.resolve(text.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.getValue());
    }
  }

  /**
   * The texts of the changed files, and of those that are as in the solution, by their path in its
   * folder.
   *
   * @param sources the folder of the solution's Java files
   * @throws IllegalArgumentException if an edit does not fit the solution
   */
  Map<Path, String> applied(Path sources) throws IOException {
    Map<Path, String> texts = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        texts.put(sources.relativize(file), Files.readString(file).replace("\r\n", "\n"));
      }
    }
    for (Edit edit : edits) {
      Path file =
          texts.keySet().stream()
              .filter(path -> path.getFileName().toString().equals(edit.file()))
              .findFirst()
              .orElseThrow(() -> fault(edit, "the solution has no " + edit.file()));
      try {
        texts.computeIfPresent(file, (path, text) -> edit.change().apply(text));
      } catch (IllegalArgumentException e) {
        throw fault(edit, e.getMessage() + " in the solution's " + edit.file());
      }
    }
    return texts;
  }

  /** The Java release for which the answer is compiled. */
  int release() {
    return need.map(Need::release).orElse(Variant.RELEASE);
  }

  /** The simple names of the classes whose files it changes. */
  Set<String> changedClasses() {
    return edits.stream()
        .map(edit -> edit.file().substring(0, edit.file().indexOf('.')))
        .collect(Collectors.toSet());
  }

  private IllegalArgumentException fault(Edit edit, String what) {
    return new IllegalArgumentException(name + ".md, line " + edit.line() + ": " + what);
  }

  private static String addImports(String text, String imports) {
    Matcher place = PACKAGE.matcher(text);
    if (!place.find()) {
      throw new IllegalArgumentException("there is no package line");
    }
    return text.substring(0, place.end()) + "\n" + imports + text.substring(place.end());
  }

  /** Replaces whole lines. Each text ends with a new line, or is empty. */
  private static String replace(String text, String before, String after) {
    String lines = "\n" + text;
    String[] parts = ("\n" + before).split("(?m)^ *\\Q" + GAP + "\\E\n", -1);
    int begin = lines.indexOf(parts[0]);
    if (begin < 0) {
      throw new IllegalArgumentException("the text to replace is not found");
    }
    if (lines.indexOf(parts[0], begin + 1) >= 0) {
      throw new IllegalArgumentException("the text to replace is found more than once");
    }
    int end = begin + parts[0].length();
    for (int i = 1; i < parts.length; i++) {
      // One back: the new line that ends one part begins the line of the next.
      int next = lines.indexOf("\n" + parts[i], end - 1);
      if (next < 0) {
        throw new IllegalArgumentException("the text after " + GAP + " is not found");
      }
      end = next + 1 + parts[i].length();
    }
    return lines.substring(1, begin + 1) + after + lines.substring(end);
  }

  /** Finds the edits in a page. */
  private static final class Reader {
    private final List<String> lines;
    private final List<Edit> edits = new ArrayList<>();
    private int at;

    Reader(String text) {
      lines = text.lines().toList();
    }

    List<Edit> edits() {
      while (at < lines.size()) {
        int line = at + 1;
        String said = lines.get(at++);
        Matcher form;
        if ((form = INSTEAD.matcher(said)).matches()) {
          String before = block();
          String after = written();
          edits.add(new Edit(line, form.group(1), text -> replace(text, before, after)));
        } else if ((form = IMPORTS.matcher(said)).matches()) {
          String imports = block();
          edits.add(new Edit(line, form.group(1), text -> addImports(text, imports)));
        } else if ((form = WHOLE.matcher(said)).matches()) {
          String whole = block();
          edits.add(new Edit(line, form.group(1), text -> whole));
        } else if (said.startsWith("```")) {
          throw wrong(
              line, "the line before this block has none of the forms that docs/authors.md lists");
        }
      }
      if (edits.isEmpty()) {
        throw new IllegalArgumentException("it changes nothing");
      }
      return List.copyOf(edits);
    }

    private String written() {
      skipBlankLines();
      String said = at < lines.size() ? lines.get(at++) : "";
      if (said.equals(NOTHING)) {
        return "";
      }
      if (!WRITES.matcher(said).matches()) {
        throw wrong(at, "expected: the student writes");
      }
      return block();
    }

    private String block() {
      skipBlankLines();
      int first = at + 1;
      if (at == lines.size() || !lines.get(at++).equals("```java")) {
        throw wrong(first, "expected a block of code: ```java");
      }
      StringBuilder code = new StringBuilder();
      while (at < lines.size() && !lines.get(at).equals("```")) {
        code.append(lines.get(at++)).append('\n');
      }
      if (at++ == lines.size()) {
        throw wrong(first, "this block of code does not end");
      }
      if (code.toString().isBlank()) {
        throw wrong(first, "this block of code is empty");
      }
      return code.toString();
    }

    private void skipBlankLines() {
      while (at < lines.size() && lines.get(at).isBlank()) {
        at++;
      }
    }

    private static IllegalArgumentException wrong(int line, String what) {
      return new IllegalArgumentException("line " + line + ": " + what);
    }
  }
}
