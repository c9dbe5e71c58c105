package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestJvmRequestTest {

  @Test
  void what_is_read_is_what_was_written(@TempDir Path work) throws Exception {
    TestFilter filter =
        new TestFilter(List.of("ATest", "BTest.its_test"), "*Test#a*,!B = \u00e9 # C\\n", 2);
    TestJvmRequest request =
        new TestJvmRequest("C:\\a folder: 1", filter, 3, 14, List.of("/x y", "/z"), "/t#m=p");

    request.write(work);

    assertThat(TestJvmRequest.read(work)).isEqualTo(request);
  }

  @Test
  void empty_lists_stay_empty(@TempDir Path work) throws Exception {
    TestJvmRequest request = new TestJvmRequest("tests", TestFilter.ALL, 1, 1, List.of(), "");

    request.write(work);

    assertThat(TestJvmRequest.read(work)).isEqualTo(request);
  }
}
