package sharing.testkit.interleaver;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import sharing.common.ChildJvm;
import sharing.testkit.interleaver.Interleaver.Breakpoint;
import sharing.testkit.interleaver.Interleaver.Processes;
import sharing.testkit.interleaver.Schedule.Failed;

/** A worker of {@link ProcessSchedule}, as the JVM of the test sees it. */
final class RemoteActor implements Schedule.Participant, AutoCloseable {
  // How what a worker says begins.
  static final String SAW = "saw ";
  static final String DID = "did ";
  static final String ENDED = "ended ";
  static final String HANGS = "hangs ";
  static final String FAILED = "failed ";

  // What a worker is told that is not to be paused; the other one is told where, or else FIRST.
  static final String FIRST = "first";
  static final String SECOND = "second";

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final String SEPARATOR = "\t";
  private static final char NEWLINE = '\u001e';

  final String name;
  private final ChildJvm jvm;
  private StringBuilder story;
  private Predicate<Breakpoint> note;
  private String told;
  private boolean ended;

  /**
   * Starts the worker's JVM.
   *
   * @param number 1 or 2
   */
  RemoteActor(int number, Class<? extends Processes> scenario, List<String> packages)
      throws IOException {
    name = "Process " + number;
    List<String> arguments = new ArrayList<>(List.of(Integer.toString(number), scenario.getName()));
    arguments.addAll(packages);
    jvm = ChildJvm.start(ActorJvmMain.class, arguments.toArray(String[]::new));
  }

  /**
   * Begins a schedule in which this one is paused at a stop; or at none, and what it does noted.
   */
  void beginAsFirst(Path folder, Breakpoint stop, Predicate<Breakpoint> note, StringBuilder story)
      throws Failed {
    begin(folder, stop == null ? FIRST : text(stop), note, story);
  }

  /** Begins a schedule in which the other one is paused. */
  void beginAsSecond(Path folder, StringBuilder story) throws Failed {
    begin(folder, SECOND, seen -> true, story);
  }

  private void begin(Path folder, String role, Predicate<Breakpoint> note, StringBuilder story)
      throws Failed {
    this.note = note;
    this.story = story;
    told = "";
    ended = false;
    send(folder.toString());
    send(role);
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  @Override
  public void takeTurn() throws Failed {
    send("go");
    String did = answer();
    if (!did.equals(told)) {
      story.append(name).append(did).append('\n');
    }
    told = did;
  }

  /** Whether it did as it should at its last turn, and was paused. */
  boolean isPaused() {
    return told.endsWith(Schedule.PLACE);
  }

  /** To let it go on. {@link #awaitEnd} must follow. */
  void letGo() throws Failed {
    send("end");
  }

  /**
   * Waits for its end.
   *
   * @return where it hangs if it does not end, else nothing
   * @throws Failed if it has thrown something
   */
  String awaitEnd() throws Failed {
    String answer = answer();
    if (ended && !answer.isEmpty()) {
      throw new Failed(answer);
    }
    return answer;
  }

  /** Ends a schedule. */
  void over() throws Failed {
    send("over");
  }

  private void send(String message) throws Failed {
    try {
      jvm.send(message);
    } catch (IOException e) {
      throw died();
    }
  }

  private String answer() throws Failed {
    while (true) {
      String answer;
      try {
        answer = jvm.receive().orElseThrow(this::died);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Failed("Expected: " + name + " ends.\nSeen: it does not.");
      }
      if (!answer.startsWith(SAW)) {
        ended = answer.startsWith(ENDED);
        String text = answer.substring(answer.indexOf(' ') + 1).replace(NEWLINE, '\n');
        if (answer.startsWith(FAILED)) {
          throw new Failed(text);
        }
        return text;
      }
      if (!note.test(stop(answer.substring(SAW.length()), null))) {
        throw new Failed("There is too much to see.");
      }
    }
  }

  private Failed died() {
    String words;
    try {
      jvm.waitFor(LAST_WORDS);
      words = jvm.lastWords();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      words = "";
    }
    return new Failed(
        "Expected: "
            + name
            + " goes on.\nSeen: it ended with exit code "
            + jvm.exitCode()
            + "."
            + (words.isBlank() ? "" : "\n" + words.strip()));
  }

  /** Kills the JVM, as {@code kill -9} does, and waits for its end. */
  void kill() throws InterruptedException {
    jvm.kill();
    jvm.waitFor(LAST_WORDS);
  }

  @Override
  public void close() {
    jvm.close();
  }

  static String oneLine(String text) {
    return text.replace('\n', NEWLINE);
  }

  /** A place to pause, as text. */
  static String text(Breakpoint stop) {
    CodePosition at = stop.action();
    return String.join(
        SEPARATOR,
        at.type(),
        at.method(),
        at.file(),
        Integer.toString(at.line()),
        Boolean.toString(at.beginsLine()),
        at.what(),
        Integer.toString(at.index()),
        Integer.toString(stop.time()));
  }

  /** The same as an object again. */
  static Breakpoint stop(String text, Consumer<CodePosition> gate) {
    String[] parts = text.split(SEPARATOR);
    CodePosition action =
        new CodePosition(
            gate,
            parts[0],
            parts[1],
            parts[2],
            Integer.parseInt(parts[3]),
            Boolean.parseBoolean(parts[4]),
            parts[5],
            Integer.parseInt(parts[6]));
    return new Breakpoint(action, Integer.parseInt(parts[7]));
  }
}
