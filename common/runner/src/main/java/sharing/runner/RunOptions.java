package sharing.runner;

import java.util.Optional;

/**
 * What a student's command asks for, by system properties.
 *
 * @param filter which tests run
 * @param hint {@code -Dhint}: null for no hint, a number for that hint, anything else for the first
 */
record RunOptions(TestFilter filter, String hint) {
  static final RunOptions NONE = new RunOptions(TestFilter.ALL, null);

  /** What this JVM's properties ask for. */
  static RunOptions ofProperties() {
    return new RunOptions(TestFilter.ofProperties(), System.getProperty("hint"));
  }

  /** What is wrong with them, in a sentence for the person who typed them; or nothing. */
  Optional<String> fault() {
    return filter.fault();
  }
}
