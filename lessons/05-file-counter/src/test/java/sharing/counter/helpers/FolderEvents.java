package sharing.counter.helpers;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that are created, changed and deleted in a folder, from now on. Where Java polls the
 * folder (macOS), it misses a file that exists, or does not exist, for a moment only.
 */
public final class FolderEvents implements AutoCloseable {
  private final Path last;
  private final WatchService watch;
  private final List<String> created = new ArrayList<>();
  private final List<String> deleted = new ArrayList<>();
  private final List<String> changed = new ArrayList<>();
  private boolean isRead;

  public FolderEvents(Path folder) throws IOException {
    last = folder.resolve("last");
    watch = folder.getFileSystem().newWatchService();
    folder.register(watch, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
  }

  /** The names of the files that were created, or moved there. */
  public List<String> created() throws Exception {
    read();
    return created;
  }

  /** The names of the files that were deleted, or moved away. */
  public List<String> deleted() throws Exception {
    read();
    return deleted;
  }

  /** The names of the files that were changed after they were created, or moved there. */
  public List<String> changed() throws Exception {
    read();
    return changed;
  }

  /** Reads all events up to that of one last file: events come in the order of the changes. */
  private void read() throws IOException, InterruptedException {
    if (isRead) {
      return;
    }
    Files.createFile(last);
    while (!isRead) {
      WatchKey key = watch.poll(10, SECONDS);
      assertThat(key)
          .as("the events in the folder of the file")
          .withFailMessage(
              "\nExpected: the system reports within 10 s which files were created and deleted.\n"
                  + "Seen: it reported nothing.")
          .isNotNull();
      for (WatchEvent<?> event : key.pollEvents()) {
        String name = String.valueOf(event.context());
        isRead |= last.endsWith(name);
        if (!last.endsWith(name)) {
          (event.kind() == ENTRY_DELETE
                  ? deleted
                  : event.kind() == ENTRY_CREATE ? created : changed)
              .add(name);
        }
      }
      key.reset();
    }
  }

  @Override
  public void close() throws IOException {
    watch.close();
    Files.deleteIfExists(last);
  }
}
