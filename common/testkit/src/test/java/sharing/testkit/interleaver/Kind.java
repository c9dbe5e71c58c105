package sharing.testkit.interleaver;

/** What can be wrong with code that shares data, by what must be tried to see it. */
enum Kind {
  ONE_PAUSE("one pause: a lost update, two steps that should be one", "Fray, Lincheck"),
  TWO_PAUSES(
      "two pauses: a lock that two take at once, a resource closed in use", "Fray, Lincheck"),
  THREE_WORKERS("three workers and two pauses: what ends out of order", "Fray, Lincheck"),
  COLLECTION("inside a collection that is not safe for threads", "Lincheck (`HashMap`)"),
  WAIT("what ends or fails without a reason; which thread `notify` wakes", "Fray"),
  PUBLICATION("an object that is seen before its constructor has ended", "jcstress"),
  MEMORY_ORDER("memory order: a data race, whatever came out", "jcstress, sometimes"),
  BUSY("waits that spin or poll, code of many small steps", "–"),
  CALL("the threads of one call", "–"),
  PROCESSES("two processes on one file", "–");

  private final String title;
  private final String others;

  /**
   * @param title as {@code docs/kinds/README.md} shows it
   * @param others which other tools find what is wrong, as measured on other classes; – where that
   *     was not measured, or where nothing is wrong
   */
  Kind(String title, String others) {
    this.title = title;
    this.others = others;
  }

  /** The first cells of its row. */
  String cells() {
    return title + "\t" + others;
  }
}
