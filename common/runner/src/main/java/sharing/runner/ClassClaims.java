package sharing.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Shares the test classes of a lesson between two JVMs that run side by side: each class belongs to
 * the JVM that comes to it first. Both have the same order, so they are done at about the same
 * time. A class is claimed by a file of its name, which only one of them can make.
 *
 * <p>JUnit makes it by itself. In a JVM that was not told where the files are, it claims nothing.
 */
public final class ClassClaims implements ExecutionCondition {
  /** Why a class does not run. */
  static final String TAKEN = "It runs in the JVM beside this one.";

  private static final String FOLDER = "classClaims";
  private static final ConditionEvaluationResult OURS = ConditionEvaluationResult.enabled("");

  /** The option for a JVM that is to share its classes by the files in a folder. */
  static String option(Path folder) {
    return "-D" + FOLDER + "=" + folder;
  }

  /**
   * Whether a class, or what is in it, runs here.
   *
   * @throws UncheckedIOException if the folder cannot be written to
   */
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String folder = System.getProperty(FOLDER);
    boolean isOfClass = context.getTestClass().isPresent() && context.getTestMethod().isEmpty();
    if (folder == null
        || !isOfClass
        || context.getRequiredTestClass().getEnclosingClass() != null) {
      return OURS;
    }
    try {
      Files.createFile(Path.of(folder, context.getRequiredTestClass().getName()));
      return OURS;
    } catch (FileAlreadyExistsException e) {
      return ConditionEvaluationResult.disabled(TAKEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
