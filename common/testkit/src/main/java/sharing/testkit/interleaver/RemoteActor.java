package sharing.testkit.interleaver;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sharing.common.ChildJvm;
import sharing.testkit.Replay.Step;
import sharing.testkit.interleaver.Interleaver.Processes;

/** A worker of {@link ProcessSchedule}, as the JVM of the test sees it. */
final class RemoteActor implements Participant, AutoCloseable {
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  final String name;
  private final ChildJvm jvm;
  private Story story;
  private List<Step> steps;
  private Consumer<Breakpoint> note;
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
   * Begins a schedule in which this one is paused at a breakpoint; or at none, and what it does
   * noted.
   */
  void beginAsFirst(
      Path folder, Breakpoint breakpoint, Consumer<Breakpoint> note, Story story, List<Step> steps)
      throws ScheduleFailedException {
    begin(ActorRole.first(folder, breakpoint), note, story, steps);
  }

  /** Begins a schedule in which the other one is paused. */
  void beginAsSecond(Path folder, Story story, List<Step> steps) throws ScheduleFailedException {
    begin(ActorRole.second(folder), seen -> {}, story, steps);
  }

  private void begin(ActorRole role, Consumer<Breakpoint> note, Story story, List<Step> steps)
      throws ScheduleFailedException {
    this.note = note;
    this.story = story;
    this.steps = steps;
    told = "";
    ended = false;
    send(role.json());
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  @Override
  public void takeTurn() throws ScheduleFailedException {
    send("go");
    String did = answer().text();
    if (!did.equals(told)) {
      story.add(name + did);
    }
    told = did;
  }

  /** Whether it did as it should at its last turn, and was paused. */
  boolean isPaused() {
    return told.endsWith(Story.PLACE);
  }

  /** Lets it continue. {@link #awaitEnd} must follow. */
  void letGo() throws ScheduleFailedException {
    send("end");
  }

  /**
   * Waits for its end.
   *
   * @return where it hangs if it does not end; otherwise nothing
   * @throws ScheduleFailedException if it has thrown something
   */
  String awaitEnd() throws ScheduleFailedException {
    ActorMessage answer = answer();
    if (answer.failure() != null) {
      throw new ScheduleFailedException(answer.failure());
    }
    return answer.text();
  }

  /** Ends a schedule. */
  void over() throws ScheduleFailedException {
    send("over");
  }

  private void send(String message) throws ScheduleFailedException {
    try {
      jvm.send(message);
    } catch (IOException e) {
      throw died();
    }
  }

  private ActorMessage answer() throws ScheduleFailedException {
    while (true) {
      ActorMessage answer;
      try {
        answer = ActorMessage.of(jvm.receive().orElseThrow(this::died));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ScheduleFailedException(name + " ends.", "it does not end.");
      }
      switch (answer.kind()) {
        case SAW -> note.accept(answer.saw());
        case FAILED -> throw new ScheduleFailedException(answer.failure());
        default -> {
          ended = answer.kind() == ActorMessage.Kind.ENDED;
          steps.addAll(answer.steps());
          return answer;
        }
      }
    }
  }

  private ScheduleFailedException died() {
    String words;
    try {
      jvm.waitFor(LAST_WORDS);
      words = jvm.lastWords();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      words = "";
    }
    return new ScheduleFailedException(
        name + " keeps running.",
        "it ended with exit code "
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
}
