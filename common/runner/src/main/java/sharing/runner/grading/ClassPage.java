package sharing.runner.grading;

/** Until the branch of the page is merged. */
final class ClassPage {
  static String html(ClassResult result) {
    return "";
  }
}
