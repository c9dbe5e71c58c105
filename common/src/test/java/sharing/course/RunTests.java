package sharing.course;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import sharing.testing.ChildJvm;

/** The JVM in which a lesson's tests run: JUnit, with an {@link EventLog}. */
final class RunTests {
  private RunTests() {}

  /** Runs all tests below the folder of classes {@code arguments[1]}, events to the file [0]. */
  public static void main(String[] arguments) throws Exception {
    ChildJvm.endWithParent();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClasspathRoots(Set.of(Path.of(arguments[1]))))
            .build();
    try (Writer events = Files.newBufferedWriter(Path.of(arguments[0]))) {
      LauncherFactory.create().execute(request, new EventLog(events));
    }
    ChildJvm.finish();
  }
}
