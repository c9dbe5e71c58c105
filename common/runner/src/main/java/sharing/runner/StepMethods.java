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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
   * @param line the line on which its declaration begins, counted from 1; its Javadoc is before
   */
  record Method(String className, String name, Path file, long line) {}

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
        (isOne ? methods : others)
            .add(new Method(className, name, file, unit.getLineMap().getLineNumber(begin)));
      }
      return null;
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
   * The method that a failure is most likely about: a method that it names with arguments,
   * preferably of the class that the test is named after; otherwise the first method of that class;
   * otherwise the first one. If no Javadoc mentions the step, a method of that class. A failure
   * usually names a method without arguments because the method shows the fault, not because it
   * causes it.
   */
  Optional<Method> mostLikely(TestResult test) {
    String told = test.failure() == null ? "" : test.failure().toString();
    List<Method> ofClass = ofClassOf(test, methods);
    List<Method> othersOfClass = ofClassOf(test, others);
    return Stream.of(
            named(ofClass, told),
            named(methods, told),
            ofClass,
            methods,
            named(othersOfClass, told),
            othersOfClass)
        .flatMap(List::stream)
        .findFirst();
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
