package sharing.samples;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/** Code that changes a file in several steps, and code that compares and sets. */
public final class Notes {
  private static int made;
  private static final AtomicLong NUMBER = new AtomicLong();

  private Notes() {}

  /** Replaces a file. Deletes what it has made if one of its steps fails. */
  public static void replace(Path file) throws IOException {
    Path next = file.resolveSibling("next");
    try {
      try (Writer out = Files.newBufferedWriter(next)) {
        out.write('7');
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** How often this was called since the class was loaded. */
  public static int count() {
    made++;
    return made;
  }

  /** Adds one if it is fast enough within so many tries. */
  public static boolean add(int tries) {
    for (int i = 0; i < tries; i++) {
      long seen = NUMBER.get();
      if (NUMBER.compareAndSet(seen, seen + 1)) {
        return true;
      }
    }
    return false;
  }

  /** A faster one adds one. */
  public static void addAtOnce() {
    NUMBER.incrementAndGet();
  }
}
