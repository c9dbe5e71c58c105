package sharing.testkit.interleaver;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sharing.common.ChildJvm;
import sharing.testkit.interleaver.Interleaver.Processes;
import sharing.testkit.interleaver.Schedule.Failed;

/** A worker of {@link ProcessSchedule}, as the JVM of the test sees it. */
final class RemoteActor implements Schedule.Participant, AutoCloseable {
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  final String name;
  private final ChildJvm jvm;
  private Story story;
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
  void beginAsFirst(Path folder, Breakpoint breakpoint, Consumer<Breakpoint> note, Story story)
      throws Failed {
    begin(ActorRole.first(folder, breakpoint), note, story);
  }

  /** Begins a schedule in which the other one is paused. */
  void beginAsSecond(Path folder, Story story) throws Failed {
    begin(ActorRole.second(folder), seen -> {}, story);
  }

  private void begin(ActorRole role, Consumer<Breakpoint> note, Story story) throws Failed {
    this.note = note;
    this.story = story;
    told = "";
    ended = false;
    send(role.json());
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  @Override
  public void takeTurn() throws Failed {
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
    ActorMessage answer = answer();
    if (answer.failure() != null) {
      throw new Failed(answer.failure());
    }
    return answer.text();
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

  private ActorMessage answer() throws Failed {
    while (true) {
      ActorMessage answer;
      try {
        answer = ActorMessage.of(jvm.receive().orElseThrow(this::died));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Failed(name + " ends.", "it does not.");
      }
      switch (answer.kind()) {
        case SAW -> note.accept(answer.saw());
        case FAILED -> throw new Failed(answer.failure());
        default -> {
          ended = answer.kind() == ActorMessage.Kind.ENDED;
          return answer;
        }
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
        name + " goes on.",
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
