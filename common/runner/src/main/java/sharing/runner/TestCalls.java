package sharing.runner;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import sharing.testkit.Failure.Place;

/**
 * The names of the methods that a test calls before it fails, in the order of the source: itself,
 * or in a method or a nested class of its file. The JDK's own parser reads the file.
 */
final class TestCalls {
  private final Map<String, Tree> methods = new HashMap<>();
  private final Map<String, Tree> classes = new HashMap<>();
  private final Set<Tree> visited = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final ToIntFunction<Tree> firstLine;
  private final ToIntFunction<Tree> lastLine;
  private final List<Integer> failedAt;

  private TestCalls(CompilationUnitTree unit, SourcePositions positions, List<Integer> failedAt) {
    this.failedAt = failedAt;
    this.firstLine =
        tree -> (int) unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
    this.lastLine =
        tree -> (int) unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitClass(ClassTree type, Void unused) {
        classes.putIfAbsent(type.getSimpleName().toString(), type);
        return super.visitClass(type, null);
      }

      @Override
      public Void visitMethod(MethodTree method, Void unused) {
        methods.putIfAbsent(method.getName().toString(), method);
        return super.visitMethod(method, null);
      }
    }.scan(unit, null);
  }

  /**
   * Reads one test.
   *
   * @param file the source of its class
   * @param test the name of its method
   * @param stack the lines of the failure; what the test calls after one of them does not count
   * @return the names, each once; of a constructor, that of its class
   */
  static List<String> of(Path file, String test, List<Place> stack) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, fault -> {}, List.of(), null, files.getJavaFileObjects(file));
      String name = file.getFileName().toString();
      List<Integer> failedAt =
          stack.stream().filter(at -> at.file().equals(name)).map(Place::line).toList();
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        TestCalls calls = new TestCalls(unit, positions, failedAt);
        calls.visit(calls.methods.get(test));
        return List.copyOf(calls.names);
      }
      return List.of();
    }
  }

  private void visit(Tree declaration) {
    if (declaration == null || !visited.add(declaration)) {
      return;
    }
    int last =
        failedAt.stream()
            .filter(line -> firstLine.applyAsInt(declaration) <= line)
            .filter(line -> line <= lastLine.applyAsInt(declaration))
            .findFirst()
            .orElse(Integer.MAX_VALUE);
    new Calls(last).scan(declaration, null);
  }

  /** The calls up to a line. */
  private final class Calls extends TreeScanner<Void, Void> {
    private final int last;

    Calls(int last) {
      this.last = last;
    }

    @Override
    public Void scan(Tree tree, Void unused) {
      return tree == null || firstLine.applyAsInt(tree) > last ? null : super.scan(tree, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
      super.visitMethodInvocation(call, null);
      Tree select = call.getMethodSelect();
      note(
          select instanceof MemberSelectTree member
              ? member.getIdentifier().toString()
              : select.toString());
      return null;
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree reference, Void unused) {
      super.visitMemberReference(reference, null);
      note(reference.getName().toString());
      return null;
    }

    @Override
    public Void visitNewClass(NewClassTree created, Void unused) {
      super.visitNewClass(created, null);
      names.add(created.getIdentifier().toString());
      return null;
    }

    @Override
    public Void visitIdentifier(IdentifierTree identifier, Void unused) {
      visit(classes.get(identifier.getName().toString()));
      return null;
    }

    private void note(String name) {
      names.add(name);
      visit(methods.get(name));
    }
  }
}
