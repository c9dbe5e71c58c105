package sharing.testkit.interleaver;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;
import java.util.Set;
import sharing.testkit.Failure;
import sharing.testkit.Replay;
import sharing.testkit.Replay.Step;

/**
 * A message from the JVM of one worker to the JVM of the test: one line of JSON.
 *
 * @param kind what has happened
 * @param text what the worker did, or where it hangs; for the story
 * @param failure the exception that it has thrown, or null
 * @param saw a place that it has reached, or null
 * @param steps its actions in this turn that are shown
 */
record ActorMessage(Kind kind, String text, Failure failure, Breakpoint saw, List<Step> steps) {

  /** The sorts of events. */
  enum Kind {
    /** The worker reached a place where it can be paused. */
    SAW,
    /** Its turn is over, and it has not ended. */
    DID,
    /** It has ended, perhaps by throwing something. */
    ENDED,
    /** It hangs. */
    HANGS,
    /** The schedule cannot continue. */
    FAILED
  }

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /** Loads the classes for writing a message, which must not use a worker's own time. */
  static void warmUp() {
    saw(new Breakpoint(
            new CodePosition("", "", "", 1, true, Operation.NEW, "", "", Set.of(), 0), 1))
        .json();
    failed(Failure.check("", "", "")).json();
    did("", List.of(Step.of("", Replay.Kind.WAITS, null))).json();
  }

  static ActorMessage saw(Breakpoint place) {
    return new ActorMessage(Kind.SAW, "", null, place, List.of());
  }

  static ActorMessage did(String what, List<Step> steps) {
    return new ActorMessage(Kind.DID, what, null, null, steps);
  }

  static ActorMessage ended(String what, Failure thrown, List<Step> steps) {
    return new ActorMessage(Kind.ENDED, what, thrown, null, steps);
  }

  static ActorMessage hangs(String where, List<Step> steps) {
    return new ActorMessage(Kind.HANGS, where, null, null, steps);
  }

  static ActorMessage failed(Failure failure) {
    return new ActorMessage(Kind.FAILED, "", failure, null, List.of());
  }

  static ActorMessage of(String json) {
    return GSON.fromJson(json, ActorMessage.class);
  }

  String json() {
    return GSON.toJson(this);
  }
}
