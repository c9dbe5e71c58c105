package sharing.testkit.interleaver;

import java.util.Set;
import sharing.testkit.Failure.Place;

/**
 * A place in a class with a shared action: an action that another thread may notice or affect.
 * Immutable; crosses from one JVM to another as JSON.
 *
 * @param type the class that contains it
 * @param method the method
 * @param file the source file of the class, without its folder
 * @param line the line in that file, counted from 1
 * @param beginsLine whether the thread has done nothing yet of what its line does
 * @param operation what the thread is about to do
 * @param owner the class of the field or method; empty if there is none; inside a collection, the
 *     call, as in "HashMap.put"
 * @param member the name of the field or method; empty if there is none; inside a collection, what
 *     the thread is about to do there
 * @param traits other properties
 * @param index counts the places of a class, so that no two are equal
 */
record CodePosition(
    String type,
    String method,
    String file,
    int line,
    boolean beginsLine,
    Operation operation,
    String owner,
    String member,
    Set<Trait> traits,
    int index) {

  /** Other properties of a place. */
  enum Trait {
    /** The field is volatile. */
    VOLATILE,
    /** The field is final. */
    FINAL,
    /** The place is in the scenario, or in another class of the tests. */
    IN_TESTS,
    /** The code of the owner is watched, too. */
    WATCHED,
    /** The call is a wait with a time limit. */
    BOUNDED_WAIT,
    /** The call returns nothing. */
    VOID
  }

  /** Whether it has a trait. */
  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether a thread can be paused before it. */
  boolean isPlaceToPause() {
    // Text is mostly put together by one thread alone. It is watched all the same.
    return operation.isPlaceToPause()
        && !is(Trait.IN_TESTS)
        && !owner.equals("java.lang.StringBuilder");
  }

  /** The next action of the thread, as in "it writes count". */
  String what() {
    return switch (operation) {
      case READ -> "it reads " + member;
      case WRITE -> "it writes " + member;
      case READ_ELEMENT -> "it reads an element of " + array();
      case WRITE_ELEMENT -> "it writes an element of " + array();
      case ENTER -> "it enters synchronized";
      case EXIT -> "it leaves synchronized";
      case CALL -> "it calls " + member;
      case NEW -> "it makes a new " + owner.substring(owner.lastIndexOf('.') + 1);
      case INSIDE -> member;
    };
  }

  private String array() {
    String name = SourceLines.array(this);
    return name.isEmpty() ? "an array" : name;
  }

  /** The place in its source. */
  Place place() {
    return new Place(type, file, line);
  }

  /** The place as a stack trace has it. */
  StackTraceElement frame() {
    return new StackTraceElement(type, method, file, line);
  }

  /**
   * The hash of a record is slow until it was asked for many times, and this one is in each map.
   */
  @Override
  public int hashCode() {
    return 31 * type.hashCode() + index;
  }
}
