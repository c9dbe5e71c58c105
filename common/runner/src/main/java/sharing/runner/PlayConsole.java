package sharing.runner;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sharing.common.ChildJvm;
import sharing.testkit.Failure;
import sharing.testkit.interleaver.Play.Board;
import sharing.testkit.interleaver.Play.Orders;
import sharing.testkit.interleaver.Play.State;

/**
 * A person moves the workers of a test, one action at a time, on the code as the student has
 * written it. It reads commands from the terminal, a line each; {@link PlayServer} has the rules.
 */
public final class PlayConsole {
  private static final Gson GSON = new Gson();

  private static final String COMMANDS =
      "1, 2: move   u: undo   n: start again   s: show a broken order   q: quit";

  private final Lesson lesson;
  private final String scenario;
  private final ChildJvm child;
  private final BufferedReader in;
  private final PrintStream out;
  private final List<Integer> moves = new ArrayList<>();
  private Optional<Orders> orders = Optional.empty();
  private Board board;

  private PlayConsole(
      Lesson lesson, String scenario, ChildJvm child, BufferedReader in, PrintStream out) {
    this.lesson = lesson;
    this.scenario = scenario;
    this.child = child;
    this.in = in;
    this.out = out;
  }

  /**
   * Plays a test of the module in the folder {@code arguments[0]}: one that {@code -Dplay} names,
   * as Surefire names tests, or otherwise a test of the first step that is not done.
   *
   * @throws LessonEnd.LessonNotDone if there is none to play
   */
  public static void main(String[] arguments) throws Exception {
    Lesson lesson = new Lesson(Path.of(arguments[0]));
    Optional<String> fault = LoneOption.PLAY.fault(System::getProperty);
    if (fault.isEmpty()) {
      String name = System.getProperty("play", "");
      Reader in = new InputStreamReader(System.in, Charset.defaultCharset());
      fault =
          LessonLock.alone(
              lesson,
              () ->
                  play(
                      lesson,
                      ClassPath.ofCaller(),
                      name.equals("true") ? "" : name,
                      in,
                      System.out));
    }
    if (fault.isPresent()) {
      System.out.printf("%n%s%n%n", fault.get());
      LessonEnd.notDone(arguments, fault.get());
    }
  }

  /**
   * Plays until the person quits, or the input ends.
   *
   * @param name which tests may be played, as Surefire reads them; empty for those of the step that
   *     is not done
   * @return why there was nothing to play, for the person; or nothing
   */
  static Optional<String> play(
      Lesson lesson, String classPath, String name, Reader in, PrintStream out) throws Exception {
    Path work = lesson.dir().resolve(Path.of("target", "play"));
    Optional<Compilation> failed = Compilation.failed(lesson, classPath, work.resolve("classes"));
    if (failed.isPresent()) {
      return Optional.of(LessonReport.of(lesson, failed.get()).strip());
    }
    List<TestFilter> candidates = new ArrayList<>();
    if (!name.isEmpty()) {
      TestFilter named = new TestFilter(List.of(), name, 0);
      if (named.fault().isPresent()) {
        return Optional.of(named.fault().get().replace("-Dtest", "-Dplay"));
      }
      candidates.add(named);
    } else {
      out.printf("%nLooking for a test that fails ...%n");
      TestRun run = TestRun.untilRed(classPath, lesson.compiledTests(), work);
      Optional<TestResult> next = run.next();
      if (next.isEmpty()) {
        return Optional.of("All tests pass. To play one, name it:" + example(lesson));
      }
      if (isNotWritten(next.get())) {
        return Optional.of(
            "%s is not written yet.\nThere is nothing to move. Write it first, or name a test:%s"
                .formatted(next.get().heading(), example(lesson)));
      }
      candidates.add(TestFilter.named(List.of(next.get().name())));
      candidates.add(new TestFilter(List.of(), "", next.get().step()));
    }
    for (TestFilter filter : candidates) {
      try (TestRun.Session session =
          TestRun.session(classPath, lesson.compiledTests(), filter, PlayServer.OPTION, work)) {
        Optional<String> scenario = session.child().receive();
        if (scenario.isPresent()) {
          new PlayConsole(lesson, scenario.get(), session.child(), new BufferedReader(in), out)
              .play();
          return Optional.empty();
        }
      }
    }
    return Optional.of(
        "None of these tests has workers that can be moved: two or three threads that\n"
            + "share something. To play another test, name it:"
            + example(lesson));
  }

  private static boolean isNotWritten(TestResult test) {
    return test.failure() != null && test.failure().kind() == Failure.Kind.NOT_WRITTEN;
  }

  private static String example(Lesson lesson) throws IOException {
    String test = lesson.testClasses().stream().findFirst().orElse("SomeTest");
    return "\n  mvn test -pl %s -Dplay=%s".formatted(lesson.path(), test);
  }

  private void play() throws Exception {
    out.printf(
        "%nThe workers of %s run your code. Each stops before its next%naction on something"
            + " that they share.%n",
        scenario);
    show();
    String line;
    while ((line = in.readLine()) != null && !line.strip().equals("q")) {
      Optional<String> refused = obey(line.strip());
      if (refused.isPresent()) {
        out.printf("  %s%n", refused.get());
        prompt();
      } else {
        show();
      }
    }
    out.println();
  }

  /** Does what a command says; or says why it does not. */
  private Optional<String> obey(String command) throws Exception {
    switch (command) {
      case "1", "2", "3" -> {
        return move(Integer.parseInt(command) - 1);
      }
      case "u" -> moves.subList(Math.max(0, moves.size() - 1), moves.size()).clear();
      case "n" -> moves.clear();
      case "s" -> {
        if (orders().shortest().isEmpty()) {
          return Optional.of(PlayScreen.count(orders()));
        }
        moves.clear();
        moves.addAll(orders().shortest());
      }
      default -> {
        return Optional.of("There is no command \"" + command + "\".");
      }
    }
    return Optional.empty();
  }

  private Optional<String> move(int worker) {
    if (worker >= board.workers().size()) {
      return Optional.of("There is no worker " + (worker + 1) + ".");
    }
    if (board.workers().get(worker).state() != State.STANDS) {
      return Optional.of(PlayScreen.worker(board.workers().get(worker)));
    }
    moves.add(worker);
    return Optional.empty();
  }

  private void show() throws Exception {
    board = GSON.fromJson(ask(GSON.toJson(moves)), Board.class);
    if (board.isOver()) {
      orders();
    }
    out.print(PlayScreen.of(lesson, scenario, board, moves.size(), orders));
    prompt();
  }

  private void prompt() {
    out.printf("%n%s%n> ", COMMANDS);
    out.flush();
  }

  private Orders orders() throws Exception {
    if (orders.isEmpty()) {
      orders = Optional.of(GSON.fromJson(ask(PlayServer.ORDERS), Orders.class));
    }
    return orders.get();
  }

  private String ask(String question) throws IOException, InterruptedException {
    child.send(question);
    Optional<String> answer = child.receive();
    if (answer.isEmpty()) {
      throw new IOException("the JVM of the tests has ended: " + child.lastWords());
    }
    return answer.get();
  }
}
