package sharing.testkit;

import java.util.List;
import java.util.Objects;

/**
 * What several threads or processes did that shared something, in the order in which they did it:
 * one schedule, which can be shown step by step. It crosses from one JVM to another as JSON.
 * Immutable.
 *
 * @param actors those who did it, in the order of their columns
 * @param steps what they did; only what another one of them could notice
 * @param breaks the index of the step at which one of them acts on what is no longer so; -1 if that
 *     is not known
 * @param schedule the schedule by its name, by which it can be run again; empty if it has none
 */
public record Replay(List<String> actors, List<Step> steps, int breaks, String schedule) {
  /** A replay of which nothing is known. */
  public static final Replay NONE = new Replay(List.of(), List.of(), -1, "");

  /** The sorts of step. */
  public enum Kind {
    /** Something is done. */
    ACTION,
    /** The actor is paused before it does what its line does. */
    PAUSED,
    /** The actor waits for another one. */
    WAITS,
    /** The actor runs, and comes to no end. */
    RUNS,
    /** The actor, a process, is killed. */
    KILLED
  }

  /**
   * One step.
   *
   * @param actor who does it
   * @param kind of which sort it is
   * @param at the line; null if none is known
   * @param did what is done, with values
   * @param shorter the same in fewer words
   * @param variable what is read or written; empty if it is something else that is done
   * @param value its value after that; empty if it is not known
   */
  public record Step(
      String actor,
      Kind kind,
      Failure.Place at,
      String did,
      String shorter,
      String variable,
      String value) {
    /** A step of one that does nothing: it is paused, waits, or is killed. */
    public static Step of(String actor, Kind kind, Failure.Place at) {
      String did =
          switch (kind) {
            case PAUSED -> "paused";
            case WAITS -> "waits";
            case RUNS -> "runs without end";
            case KILLED -> "is killed";
            case ACTION -> throw new IllegalArgumentException("an action says what it does");
          };
      return new Step(actor, kind, at, did, did, "", "");
    }

    /** Whether something is done. */
    public boolean isAction() {
      return kind == Kind.ACTION;
    }
  }

  /** A replay of what has no name. */
  public Replay(List<String> actors, List<Step> steps, int breaks) {
    this(actors, steps, breaks, "");
  }

  public Replay {
    Objects.requireNonNull(schedule);
    actors = List.copyOf(actors);
    steps = List.copyOf(steps);
    Objects.checkIndex(breaks + 1, steps.size() + 1);
  }

  /** The same replay, of the schedule with this name. */
  public Replay named(String name) {
    return new Replay(actors, steps, breaks, name);
  }

  /** Whether there is nothing to show. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }
}
