package sharing.testkit;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder for the temporary files of one child JVM, gone when the child has ended, however it
 * ends.
 *
 * <p>It is on a file system in memory where the machine has one: replacing a file 40,000 times
 * takes a second there, and a quarter of a minute on some disks.
 *
 * <p>One thread may use it. Threads of the child may still make files there while it is deleted.
 */
public final class TemporaryFolder implements AutoCloseable {
  private static final Path IN_MEMORY = Path.of("/dev/shm");

  /** Each writing thread can create a file late once. */
  private static final int TRIES = 1_000;

  private final Path path;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder, empty. It deletes what an earlier run has left behind there.
   *
   * @param work a folder that belongs to one run at a time; the same folder gives the same path
   * @throws IOException if the folder cannot be made, or not emptied
   */
  public static TemporaryFolder of(Path work) throws IOException {
    Path path = at(work);
    delete(path);
    Files.createDirectories(path);
    return new TemporaryFolder(path);
  }

  /** The path of the folder of such a run, if the folder exists. */
  public static Path at(Path work) {
    Path whole = work.toAbsolutePath().normalize();
    return Files.isWritable(IN_MEMORY)
        ? IN_MEMORY.resolve("sharing-data-" + Integer.toHexString(whole.hashCode()))
        : whole.resolve("tmp");
  }

  /** The absolute path. */
  public Path path() {
    return path;
  }

  /**
   * Deletes a folder and all that is in it, if it exists. First it is renamed, so that running
   * threads can no longer create files in it.
   *
   * @throws IOException if something is left that cannot be deleted
   */
  public static void delete(Path folder) throws IOException {
    Path gone = folder.resolveSibling(folder.getFileName() + ".gone");
    deleteAll(gone);
    if (Files.exists(folder)) {
      Files.move(folder, gone);
      deleteAll(gone);
    }
  }

  /** A file that was being created during the rename may appear after the first try. */
  private static void deleteAll(Path folder) throws IOException {
    DirectoryNotEmptyException late = null;
    for (int tries = 0; tries < TRIES && Files.exists(folder); tries++) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (DirectoryNotEmptyException e) {
        late = e;
      }
    }
    if (late != null && Files.exists(folder)) {
      throw late;
    }
  }

  /** Deletes the folder, as {@link #delete} does. */
  @Override
  public void close() throws IOException {
    delete(path);
  }
}
