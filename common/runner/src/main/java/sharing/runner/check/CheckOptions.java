package sharing.runner.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The options of a check, from system properties.
 *
 * @param repeat {@code -Drepeat=20}: how often each variant is judged, at least 1
 * @param variants {@code -Dvariant=one,other}: texts; only variants whose name contains one of them
 *     are judged; without texts, all are
 * @param extent {@code -Dcheck=quick} or {@code -Dcheck=newer-jdk}: what is left out
 * @param usesKept with Maven's profile {@code author}: a verdict of an earlier check counts if
 *     nothing that it depends on has changed ({@link KeptVerdicts}); never together with {@code
 *     repeat} or {@code ledger}
 * @param jvmOptions {@code -Doptions="-Xint -Xmx64m"}: more options for the JVMs of the variants
 * @param mutants {@code -Dmutants=folder}: a folder of the module; its mutants are judged instead
 * @param writesNotes {@code -Dnotes=write}: the notes are written, and not compared
 * @param ledger {@code -Dledger=file}: only the runs that the ledger lacks are made
 */
record CheckOptions(
    int repeat,
    List<String> variants,
    Extent extent,
    boolean usesKept,
    List<String> jvmOptions,
    Optional<String> mutants,
    boolean writesNotes,
    Optional<Ledger> ledger) {

  /** How much of a lesson is checked. */
  enum Extent {
    /** All of it. */
    ALL,

    /**
     * Of the mistakes that name the same test, only the first is judged, unless variants are named;
     * mistakes that need a newer JDK or a command of the server are judged as well. A page is
     * judged only by the test that it names, and by tests that use a changed class directly,
     * without other classes of the lesson.
     */
    QUICK,

    /** Only the skeleton, the solution and the pages that need a newer JDK than the course does. */
    NEWER_JDK;

    private static Extent of(String value) {
      return switch (value) {
        case "" -> ALL;
        case "quick" -> QUICK;
        case "newer-jdk" -> NEWER_JDK;
        default ->
            throw new IllegalArgumentException(
                "-Dcheck=" + value + ": the value must be quick or newer-jdk");
      };
    }
  }

  /**
   * The options in this JVM's properties.
   *
   * @param usesKept whether verdicts of earlier checks may count
   */
  static CheckOptions ofProperties(boolean usesKept) {
    return new CheckOptions(
        Integer.getInteger("repeat", 1),
        words(System.getProperty("variant", ""), ","),
        Extent.of(System.getProperty("check", "")),
        usesKept && isOnce(),
        words(System.getProperty("options", ""), " "),
        Optional.ofNullable(System.getProperty("mutants")),
        System.getProperty("notes", "").equals("write"),
        Optional.ofNullable(System.getProperty("ledger")).map(CheckOptions::ledger));
  }

  private static boolean isOnce() {
    return System.getProperty("repeat") == null && System.getProperty("ledger") == null;
  }

  private static Ledger ledger(String file) {
    return new Ledger(
        Path.of(file),
        System.getProperty("condition", "none"),
        System.getProperty("commit", "unknown"));
  }

  private static List<String> words(String text, String separator) {
    return Arrays.stream(text.split(separator)).filter(word -> !word.isEmpty()).toList();
  }

  /** Whether a variant of this name must be judged. */
  boolean isChosen(String variant) {
    return variants.isEmpty() || variants.stream().anyMatch(variant::contains);
  }

  /** Whether a page is judged only by the tests close to what it changes. */
  boolean isQuick() {
    return extent == Extent.QUICK;
  }

  /** Whether, of the pages, only those are judged that need a newer JDK. */
  boolean isForNewerJdk() {
    return extent == Extent.NEWER_JDK;
  }

  /**
   * Whether everything is checked that does not depend on the JDK: not if only some variants are,
   * or only the runs that a ledger lacks.
   */
  boolean isWhole() {
    return variants.isEmpty() && ledger.isEmpty() && !isForNewerJdk();
  }

  /** How often a variant of a lesson is still to be judged; 0 or less if no more. */
  int missingRuns(String lesson, String variant) throws IOException {
    return ledger.isEmpty() ? repeat : repeat - ledger.get().runs(lesson, variant);
  }
}
