package sharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people, editors and archives leave in a folder of sources. */
class SourceFilesTest {
  @TempDir private Path folder;

  @Test
  void java_files_are_found_in_order() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("b"));
    Path one = Files.writeString(inner.resolve("One.java"), "");
    Path two = Files.writeString(folder.resolve("a.java"), "");
    Files.writeString(folder.resolve("notes.txt"), "");
    assertThat(SourceFiles.in(folder)).containsExactly(two, one);
  }

  @Test
  void the_lock_of_an_editor_and_the_attributes_of_an_archive_are_no_sources() throws IOException {
    Files.createSymbolicLink(folder.resolve(".#One.java"), Path.of("ann@laptop.4711"));
    Files.write(folder.resolve("._One.java"), new byte[] {0, 5, 22, 7});
    assertThat(SourceFiles.in(folder)).isEmpty();
  }

  @Test
  void a_folder_that_is_not_there_has_none() throws IOException {
    assertThat(SourceFiles.in(folder.resolve("nowhere"))).isEmpty();
  }

  @Test
  void bytes_of_another_encoding_are_read() throws IOException {
    Path file = folder.resolve("One.java");
    Files.write(file, "// f\u00fcr alle\nclass One {}\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(SourceFiles.lines(file)).containsExactly("// f\ufffdr alle", "class One {}");
  }
}
