package sharing.testkit.interleaver;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Failure;
import sharing.testkit.Replay;
import sharing.testkit.interleaver.HappensBefore.Race;

/**
 * Reports a failed schedule or a data race to a student, and a scenario without schedules to an
 * author.
 */
final class ScheduleReport {
  private ScheduleReport() {}

  /**
   * The report of a failed schedule: its story, the description of the check, its number, and the
   * expected and seen results. The places that explain the failure come first in the stack trace.
   * If no worker was paused, the answer is wrong in the simplest order, and the text says so.
   *
   * @param schedule the one that failed
   * @param number its number, counted from 1
   * @param check the failed check
   * @param name the name with which it is run again; empty for none
   */
  static CheckFailedError failed(Schedule schedule, int number, Failure check, String name)
      throws Exception {
    List<String> how = new ArrayList<>();
    CodePosition wokenAt = schedule.pauses().wokenAt();
    CodePosition pausedAt = wokenAt == null ? schedule.pauses().firstAt() : wokenAt;
    if (wokenAt != null) {
      String what =
          WaitAndNotify.isWeak(wokenAt)
              ? wokenAt.member() + " failed spuriously, as Java allows: "
              : "A wait ended spuriously, as Java allows: ";
      how.add(what + line(wokenAt));
    }
    CodePosition timeOverAt = schedule.pauses().timeOverAt();
    if (timeOverAt != null) {
      boolean isClock = MovedClock.isAt(timeOverAt);
      how.add(
          (isClock ? "The clock moved on by hours: " : "A wait timed out: ") + line(timeOverAt));
    }
    CodePosition skippedAt = schedule.pauses().skippedAt();
    if (skippedAt != null) {
      int rounds = schedule.pauses().skipped(skippedAt);
      String times = "This pause ended " + rounds + " times before another thread continued: ";
      how.add(times + line(skippedAt));
    }
    if (schedule.pauses().isLastWoken()) {
      how.add("notify() woke the thread that began to wait last. Java may wake any of them.");
    }
    how.add(
        pausedAt == null
            ? schedule.story.withoutPause()
            : schedule.story.text(place(pausedAt), placeOrNone(schedule.pauses().secondAt())));
    how.add(check.how().isEmpty() ? "" : "Then the test checked: " + check.how());
    how.add(
        pausedAt == null ? "" : "The test tries many schedules. This is number " + number + ".");
    how.removeIf(String::isEmpty);
    Replay replay = Steps.of(schedule).named(name);
    Failure failure = check.withHow(String.join("\n", how)).withReplay(replay);
    CheckFailedError failed = new CheckFailedError(failure, null);
    // The report sends the student to the first of them that is in the student's code.
    List<StackTraceElement> frames = new ArrayList<>(frames(wokenAt, timeOverAt, skippedAt));
    frames.addAll(usesOutdatedValue(replay));
    frames.addAll(frames(pausedAt));
    frames.addAll(List.of(failed.getStackTrace()));
    failed.setStackTrace(frames.toArray(StackTraceElement[]::new));
    return failed;
  }

  private static List<StackTraceElement> frames(CodePosition... places) {
    return Stream.of(places).filter(Objects::nonNull).map(CodePosition::frame).toList();
  }

  private static List<StackTraceElement> usesOutdatedValue(Replay replay) {
    return IntStream.of(replay.breaks())
        .filter(step -> step >= 0)
        .mapToObj(step -> replay.steps().get(step).at())
        .filter(Objects::nonNull)
        .map(at -> new StackTraceElement(at.className(), "", at.file(), at.line()))
        .toList();
  }

  /**
   * The report of two accesses of one variable that nothing orders. No schedule failed because of
   * them.
   *
   * @param name the name with which its schedule is run again; empty for none
   */
  static CheckFailedError race(Race race, String name) throws Exception {
    CodePosition second = race.second().position();
    String variable =
        second.operation() == Operation.CALL
            ? race.second().targetName()
            : Steps.variable(race.second());
    Failure failure =
        Failure.check(
                access(race.first())
                    + "\n"
                    + access(race.second())
                    + "\nNothing orders these two accesses: no lock that both take, no volatile"
                    + " field, no start and no end of a thread between them.",
                "of two accesses of " + variable + ", one happens before the other (JLS 17.4.5).",
                "a data race. Either thread may see an old value, at any time.")
            .withReplay(Steps.of(race).named(name));
    CheckFailedError failed = new CheckFailedError(failure, null);
    List<StackTraceElement> frames = new ArrayList<>(List.of(failed.getStackTrace()));
    frames.add(0, second.frame());
    failed.setStackTrace(frames.toArray(StackTraceElement[]::new));
    return failed;
  }

  private static String access(Trace.Event event) throws Exception {
    CodePosition at = event.position();
    String line = SourceLines.text(at);
    String did =
        switch (at.operation()) {
          case READ, READ_ELEMENT ->
              " read "
                  + Steps.variable(event)
                  + (event.value() == null ? "" : ", which was " + event.value() + ",");
          case WRITE, WRITE_ELEMENT ->
              " wrote "
                  + event.details().get(event.details().size() - 1)
                  + " to "
                  + Steps.variable(event);
          default ->
              " called "
                  + at.member()
                  + "("
                  + String.join(", ", event.details())
                  + ") of "
                  + event.targetName();
        };
    return event.actor()
        + did
        + " at "
        + at.file()
        + ":"
        + at.line()
        + (line.isEmpty() ? "." : ": `" + line + "`.");
  }

  /** A schedule should run again, but the code no longer reaches its places. */
  static CheckFailedError notMet(Schedule schedule) {
    return new CheckFailedError(
        schedule.first() + " ran, and the test observed it.",
        "it reaches the place where it was paused before.",
        "it does not reach it: the code has changed there. Run all tests.");
  }

  /** The scenario ran to its end without running any code of the student. */
  static CheckFailedError nothingSeen(Schedule schedule) {
    return new CheckFailedError(
        schedule.first() + " ran, and the test observed it.",
        "it runs code in the student's packages.",
        "it runs none of it, so there is no verdict.");
  }

  private static String placeOrNone(CodePosition at) throws Exception {
    return at == null ? "" : place(at);
  }

  private static String place(CodePosition at) throws Exception {
    String line = SourceLines.text(at);
    return (at.beginsLine() ? "before " : "in the middle of ")
        + at.file()
        + ":"
        + at.line()
        + (at.operation() == Operation.INSIDE ? ", in " + at.owner() : "")
        + (at.beginsLine() ? "" : ", before " + at.what())
        + (line.isEmpty() ? "." : ": `" + line + "`.");
  }

  private static String line(CodePosition at) throws Exception {
    String line = SourceLines.text(at);
    return at.file() + ":" + at.line() + (line.isEmpty() ? "." : ": `" + line + "`.");
  }
}
