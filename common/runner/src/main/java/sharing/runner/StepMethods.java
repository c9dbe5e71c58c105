package sharing.runner;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import sharing.testkit.SourceFiles;

/**
 * The methods that a student writes in one step: those whose Javadoc, or that of their class,
 * begins with the step. The JDK's own parser finds them, even if the student has changed them.
 */
final class StepMethods {
  /**
   * One method.
   *
   * @param className the simple name of its class
   * @param creates whether it is a constructor, or static and returns an object of its class
   * @param line the line on which its declaration begins, counted from 1; its Javadoc is before
   */
  record Method(String className, String name, boolean creates, Path file, long line) {}

  /** How many methods a report names. */
  private static final int SHOWN = 3;

  private final List<Method> methods = new ArrayList<>();

  /** The others that are not private: a student may drop the Javadoc. */
  private final List<Method> others = new ArrayList<>();

  /**
   * Reads all sources.
   *
   * @param step the step, counted from 1
   */
  StepMethods(Path sources, int step) throws IOException {
    Pattern begins = Pattern.compile("\\s*Step " + step + "\\..*", Pattern.DOTALL);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      List<Path> javaFiles = SourceFiles.in(sources);
      if (javaFiles.isEmpty()) {
        return;
      }
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(javaFiles);
      // Code that does not parse is reported elsewhere.
      JavacTask task =
          (JavacTask) compiler.getTask(null, files, fault -> {}, List.of(), null, units);
      for (CompilationUnitTree unit : task.parse()) {
        new Finder(unit, DocTrees.instance(task), begins).scan(unit, false);
      }
    }
  }

  private final class Finder extends TreePathScanner<Void, Boolean> {
    private final CompilationUnitTree unit;
    private final DocTrees trees;
    private final Pattern begins;
    private String className = "";

    Finder(CompilationUnitTree unit, DocTrees trees, Pattern begins) {
      this.unit = unit;
      this.trees = trees;
      this.begins = begins;
    }

    @Override
    public Void visitClass(ClassTree type, Boolean isOfStep) {
      String outer = className;
      className = type.getSimpleName().toString();
      super.visitClass(type, isOfStep || beginsWithStep());
      className = outer;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Boolean isOfStep) {
      boolean isPrivate = method.getModifiers().getFlags().contains(Modifier.PRIVATE);
      boolean isOne = beginsWithStep() || isOfStep && !isPrivate;
      if (isOne || !isPrivate) {
        Tree first = method.getReturnType() == null ? method : method.getReturnType();
        long begin = trees.getSourcePositions().getStartPosition(unit, first);
        String name = method.getReturnType() == null ? className : method.getName().toString();
        Path file = Path.of(unit.getSourceFile().toUri());
        long line = unit.getLineMap().getLineNumber(begin);
        (isOne ? methods : others).add(new Method(className, name, creates(method), file, line));
      }
      return null;
    }

    private boolean creates(MethodTree method) {
      return method.getReturnType() == null
          || method.getModifiers().getFlags().contains(Modifier.STATIC)
              && method.getReturnType().toString().equals(className);
    }

    private boolean beginsWithStep() {
      String comment = trees.getDocComment(getCurrentPath());
      return comment != null && begins.matcher(comment).matches();
    }
  }

  /** All of them, by file and line. */
  List<Method> all() {
    return List.copyOf(methods);
  }

  /**
   * The methods that a failure is most likely about, at most three. They are, in this order of
   * preference: a method that the failure names with arguments, preferably of the class that the
   * test is named after; the methods that the test calls before it fails; the first method of that
   * class; the first one. If no Javadoc mentions the step, a method of that class. A failure
   * usually names a method without arguments because the method shows the fault, not because it
   * causes it.
   *
   * @param called the names of the methods that the test calls
   */
  List<Method> mostLikely(TestResult test, List<String> called) {
    String told = test.failure() == null ? "" : test.failure().toString();
    List<Method> ofClass = ofClassOf(test, methods);
    List<Method> othersOfClass = ofClassOf(test, others);
    return Stream.of(
            firstOf(named(ofClass, told)),
            firstOf(named(methods, told)),
            called(methods, called),
            firstOf(ofClass),
            firstOf(methods),
            firstOf(named(othersOfClass, told)),
            firstOf(othersOfClass))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static List<Method> firstOf(List<Method> methods) {
    return methods.stream().limit(1).toList();
  }

  /**
   * Those that a test calls last, in the order of its calls. What only creates an object counts if
   * the test calls nothing else.
   */
  private static List<Method> called(List<Method> methods, List<String> names) {
    List<Method> called =
        methods.stream()
            .filter(method -> names.contains(method.name()))
            .sorted(Comparator.comparing(method -> names.indexOf(method.name())))
            .toList();
    List<Method> working = called.stream().filter(method -> !method.creates()).toList();
    List<Method> chosen = working.isEmpty() ? called : working;
    return chosen.subList(Math.max(0, chosen.size() - SHOWN), chosen.size());
  }

  /** Those of the class that a test is named after. */
  private static List<Method> ofClassOf(TestResult test, List<Method> methods) {
    return methods.stream().filter(m -> test.testClass().equals(m.className() + "Test")).toList();
  }

  private static List<Method> named(List<Method> methods, String told) {
    return methods.stream()
        .filter(
            m ->
                Pattern.compile("\\b" + Pattern.quote(m.name()) + "\\((?!\\))")
                    .matcher(told)
                    .find())
        .toList();
  }
}
