package small;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.testkit.Rule;

@Order(4)
@DisplayName("A process that counts")
class ProcessTest {
  @Test
  @Rule("A process has written its count when the call returns.")
  void a_process_writes_its_count(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("count");
    Counter.countInProcess(file);
    assertThat(Files.readString(file)).as("the file after countInProcess(file)").isEqualTo("1");
  }
}
