package sharing.testkit.interleaver;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;
import java.util.Set;
import sharing.testkit.Failure;
import sharing.testkit.Replay;
import sharing.testkit.Replay.Step;

/**
 * What the JVM of one worker tells the JVM of the test: one line of JSON.
 *
 * @param kind what has happened
 * @param text what the worker did, or where it hangs; for the story
 * @param failure what it has thrown, or null
 * @param saw a place that it came by, or null
 * @param steps what it did in its turn, as far as it is shown
 */
record ActorMessage(Kind kind, String text, Failure failure, Breakpoint saw, List<Step> steps) {

  /** What can happen. */
  enum Kind {
    /** The worker came by a place where it could be paused. */
    SAW,
    /** Its turn is over, and it has not ended. */
    DID,
    /** It has ended, perhaps by throwing something. */
    ENDED,
    /** It hangs. */
    HANGS,
    /** The schedule cannot go on. */
    FAILED
  }

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /** Loads what writing a message needs: a worker's own time is not for that. */
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
