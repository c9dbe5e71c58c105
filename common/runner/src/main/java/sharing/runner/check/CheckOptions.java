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
 * @param isQuick {@code -Dcheck=quick}: of the mistakes that name the same test, only the first is
 *     judged, unless variants are named; and a page is judged only by the test that it names, and
 *     by tests that use a changed class directly, without other classes of the lesson
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
    boolean isQuick,
    boolean usesKept,
    List<String> jvmOptions,
    Optional<String> mutants,
    boolean writesNotes,
    Optional<Ledger> ledger) {

  /**
   * The options in this JVM's properties.
   *
   * @param usesKept whether verdicts of earlier checks may count
   */
  static CheckOptions ofProperties(boolean usesKept) {
    return new CheckOptions(
        Integer.getInteger("repeat", 1),
        words(System.getProperty("variant", ""), ","),
        System.getProperty("check", "").equals("quick"),
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

  /** Whether this is a whole check: of all variants, and not of the runs that a ledger lacks. */
  boolean isWhole() {
    return variants.isEmpty() && ledger.isEmpty();
  }

  /** How often a variant of a lesson is still to be judged; 0 or less if no more. */
  int missingRuns(String lesson, String variant) throws IOException {
    return ledger.isEmpty() ? repeat : repeat - ledger.get().runs(lesson, variant);
  }
}
