package sharing.testkit;

import java.util.List;
import java.util.Objects;

/**
 * The actions of several threads or processes that share something, in their order: one schedule,
 * which can be shown step by step. It crosses from one JVM to another as JSON. Immutable.
 *
 * @param actors the names of the threads or processes, in the order of their columns
 * @param steps their actions, but only those that another actor could notice
 * @param breaks the index of the step at which an actor acts on an outdated value; -1 if that is
 *     not known
 * @param schedule the name of the schedule, with which it can be run again; empty if it has none
 */
public record Replay(List<String> actors, List<Step> steps, int breaks, String schedule) {
  /** An empty replay. */
  public static final Replay NONE = new Replay(List.of(), List.of(), -1, "");

  /** The sorts of step. */
  public enum Kind {
    /** The actor does something. */
    ACTION,
    /** The actor is paused before the action of its line. */
    PAUSED,
    /** The actor waits for another one. */
    WAITS,
    /** The actor runs without end. */
    RUNS,
    /** The actor, a process, is killed. */
    KILLED
  }

  /**
   * One step.
   *
   * @param actor the name of the thread or process
   * @param kind the sort of step
   * @param at the line; null if none is known
   * @param did the action, with values
   * @param shorter the same in fewer words
   * @param variable the variable that is read or written; empty for another action
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
    /** A step without an action: the actor is paused, waits, or is killed. */
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

    /** Whether this step is an action. */
    public boolean isAction() {
      return kind == Kind.ACTION;
    }
  }

  /** A replay of a schedule without a name. */
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
