package sharing.course;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import sharing.testing.ChildJvm;

/** The JVM in which a lesson's tests run: JUnit, with an {@link EventLog}. */
final class RunTests {
  private RunTests() {}

  /**
   * Runs the tests below the folder of classes {@code arguments[1]}, events to the file [0]: all of
   * them, or only the one that [2] names as {@code TestClass.method}.
   */
  public static void main(String[] arguments) throws Exception {
    ChildJvm.endWithParent();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClasspathRoots(Set.of(Path.of(arguments[1]))))
            .filters(only(arguments[2]))
            .build();
    try (Writer events = Files.newBufferedWriter(Path.of(arguments[0]))) {
      LauncherFactory.create().execute(request, new EventLog(events));
    }
    ChildJvm.finish();
  }

  private static PostDiscoveryFilter only(String name) {
    return found -> {
      TestSource source = found.getSource().orElse(null);
      boolean wanted = name.isEmpty();
      if (source instanceof MethodSource method) {
        wanted |= name.equals(simpleName(method.getClassName()) + "." + method.getMethodName());
      } else if (source instanceof ClassSource testClass) {
        wanted |= name.startsWith(simpleName(testClass.getClassName()) + ".");
      }
      return FilterResult.includedIf(wanted);
    };
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
