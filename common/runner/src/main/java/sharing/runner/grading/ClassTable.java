package sharing.runner.grading;

/** Until the branch of the page is merged. */
final class ClassTable {
  static String csv(ClassResult result) {
    return "";
  }
}
