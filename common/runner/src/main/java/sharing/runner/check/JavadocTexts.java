package sharing.runner.check;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Javadoc of what a student writes, as text. */
final class JavadocTexts extends TreePathScanner<Void, String> {
  /** Where a file has one, the student writes some of it. */
  private static final String TODO = "TODO step";

  private static final Pattern TAG =
      Pattern.compile("(?m)^\\s*@(see|return|(?:param|throws)\\s+[\\w<>.]+)\\s+");

  private final DocTrees trees;
  private final Map<String, String> texts;

  private JavadocTexts(DocTrees trees, Map<String, String> texts) {
    this.trees = trees;
    this.texts = texts;
  }

  /**
   * The texts of all files in a folder with something to write, and of all interfaces: without the
   * number of the step, without pictures, and without {@code @see}.
   *
   * @return by the name of the member, and of the tag: {@code Flag}, {@code Flag.raise}, {@code
   *     Flag.<init>(@param name)}; in the order of the files and of their members
   */
  static Map<String, String> of(Path folder) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String source = Files.readString(file);
        if (source.contains(TODO) || source.contains("public interface ")) {
          files.add(file);
        }
      }
    }
    if (files.isEmpty()) {
      return texts;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, d -> {}, null, null, manager.getJavaFileObjectsFromPaths(files));
      JavadocTexts reader = new JavadocTexts(DocTrees.instance(task), texts);
      for (CompilationUnitTree file : task.parse()) {
        reader.scan(file, "");
      }
    }
    return texts;
  }

  @Override
  public Void visitClass(ClassTree type, String outer) {
    String name = outer.isEmpty() ? "" + type.getSimpleName() : outer + "." + type.getSimpleName();
    add(name);
    return super.visitClass(type, name);
  }

  @Override
  public Void visitMethod(MethodTree method, String type) {
    add(type + "." + method.getName());
    return null; // Comments in a method belong to no contract.
  }

  @Override
  public Void visitVariable(VariableTree variable, String type) {
    if (getCurrentPath().getParentPath().getLeaf().getKind() != Tree.Kind.METHOD) {
      add(type + "." + variable.getName());
    }
    return null;
  }

  private void add(String member) {
    String comment = trees.getDocComment(getCurrentPath());
    if (comment == null) {
      return;
    }
    String text =
        comment
            .replaceAll("(?s)<pre>.*?</pre>|</?(p|ul|ol|li|em|b)>", " ")
            .replaceFirst("^\\s*Step \\d\\.", " ");
    Matcher tag = TAG.matcher(text);
    int begin = 0;
    String name = member;
    while (tag.find()) {
      add(name, text.substring(begin, tag.start()));
      // Of an exception, the name without its package.
      name = member + "(@" + tag.group(1).replaceAll("\\s+([a-z]+\\.)*", " ") + ")";
      begin = tag.end();
    }
    add(name, text.substring(begin));
  }

  private void add(String name, String text) {
    String oneLine = text.replaceAll("\\s+", " ").strip();
    if (!oneLine.isEmpty() && !name.endsWith("(@see)")) {
      texts.merge(name, oneLine, (first, second) -> first + " " + second);
    }
  }
}
