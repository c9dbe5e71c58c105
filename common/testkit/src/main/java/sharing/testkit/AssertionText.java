package sharing.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Translates the message of a failed assertion into the course's words: a student never reads those
 * of AssertJ or JUnit. A test may also write the course's form itself, {@code Expected: ...} and,
 * on the next line, {@code Seen: ...}.
 */
final class AssertionText {
  /** The exception that some messages end with, and its type. */
  private static final Pattern THROWN =
      Pattern.compile("(?s)\\R\\s*Throwable that failed the check:\\s*([\\w.$]+).*");

  /** The lines of a stack trace, which the failure holds separately. */
  private static final Pattern STACK =
      Pattern.compile(
          "\\R[ \\t]+(?:at \\S+\\(.*\\)|\\.\\.\\. ?\\d+ more|\\.\\.\\.\\(\\d+ remaining lines.*\\))");

  /** The course's own form, after the description of the check, which may contain brackets. */
  private static final Pattern OURS = Pattern.compile("(?s)\\s*\\[(.*)\\] ?\\R?(Expected: .*)");

  /** Any other form, after the description of the check. */
  private static final Pattern OTHERS =
      Pattern.compile("(?s)\\s*\\[(.*?)\\] ?(?:\\R|(?=Expecting actual throwable to have))(.*)");

  /** A failed check of the course, which was thrown where a test expected another exception. */
  private static final Pattern CHECK =
      Pattern.compile(
          "(?s)"
              + Pattern.quote(CheckFailedError.class.getName())
              + ": (.*?)\\R?Expected: (.*?)\\RSeen: (.*)");

  /** One form of message, and how to say it. */
  private record Form(Pattern pattern, Function<MatchResult, Failure> words) {}

  private static final List<Form> FORMS =
      List.of(
          form("Expected: (.*?)\\RSeen: (.*)", m -> failure(m.group(1), m.group(2))),
          form(
              "(?:(.*?) ==> )?expected: <(.*?)> but was: <(.*)>",
              m -> Failure.check(m.group(1) == null ? "" : m.group(1), m.group(2), m.group(3))),
          form(
              "expected: (.*?)\\R\\s*but was: (.*)",
              m -> failure(text(m.group(1)), text(m.group(2)))),
          form(
              "Expecting (?:value|actual) to be (true|false) but was (true|false)",
              m -> failure(m.group(1), m.group(2))),
          form("Expecting code to raise a throwable\\.", m -> failure("an exception", "none")),
          form(
              "Expecting code not to raise a throwable but caught\\s*(.*)",
              m -> failure("no exception", unquoted(m.group(1)))),
          form(
              "Expecting actual:(.*?)\\Rto be between:\\s*\\[(.*?), (.*?)\\]",
              m ->
                  failure(
                      "from " + text(m.group(2)) + " to " + text(m.group(3)), text(m.group(1)))),
          form(
              "Expected size: (\\d+) but was: (\\d+) in:(.*)",
              m -> failure(elements(m.group(1)), elements(m.group(2)) + ": " + text(m.group(3)))),
          form(
              "Expecting size of:(.*?)\\Rto be (.*?) but was (\\d+)",
              m ->
                  failure(
                      m.group(2) + " elements", elements(m.group(3)) + ": " + text(m.group(1)))),
          form("Expecting empty but was: (.*)", m -> failure("nothing (empty)", text(m.group(1)))),
          form(
              "Expecting an empty Optional but was containing value: (.*)",
              m -> failure("nothing (empty)", text(m.group(1)))),
          form(
              "Expecting Optional to contain:(.*?)\\Rbut was empty\\.",
              m -> failure(text(m.group(1)), "nothing (empty)")),
          form(
              "Expecting Optional to contain:(.*?)\\Rbut did not\\.?\\s*(.*)",
              m -> failure(text(m.group(1)), "another value " + text(m.group(2)))),
          form(
              "Actual:(.*?)\\Ris not empty while group of values to look for is\\.",
              m -> failure("nothing (empty)", text(m.group(1)))),
          form("Expecting (?:actual )?not to be (null|empty)", m -> failure("a value", m.group(1))),
          form(
              "Expecting throwable message:(.*?)\\R(not )?to contain:(.*?)\\Rbut (?:did|could|found).*",
              m ->
                  failure(
                      "an exception whose message "
                          + (m.group(2) == null ? "contains " : "does not contain ")
                          + all(m.group(3)),
                      "the message " + text(m.group(1)))),
          form(
              "Expecting actual throwable to be an instance of(?: any of)?:(.*?)\\Rbut was:(.*)",
              m -> thrown(types(m.group(1)), m.group(2).strip())),
          form(
              "Expecting actual throwable to have a (root )?cause but it did not, actual was:(.*)",
              m -> thrown("an exception with a cause", m.group(2).strip() + ", without a cause")),
          form(
              "Expecting actual:?\\s*(.*?)\\s*to be an instance of(?: any of)?:(.*?)"
                  + "\\Rbut was(?: instance of)?:(.*)",
              m -> failure(types(m.group(2)), text(m.group(1)) + ", " + types(m.group(3)))),
          form(
              "Expecting a (root )?cause with type:(.*?)\\Rand message:(.*?)\\Rbut (.*)",
              m ->
                  failure(
                      "an exception with the "
                          + (m.group(1) == null ? "" : "root ")
                          + "cause "
                          + unquoted(m.group(2))
                          + ": "
                          + text(m.group(3)),
                      cause(m.group(4)))),
          form(
              "Expecting a (root )?cause with message:(.*?)\\Rbut (.*)",
              m ->
                  failure(
                      "an exception whose "
                          + (m.group(1) == null ? "" : "root ")
                          + "cause has the message "
                          + text(m.group(2)),
                      cause(m.group(3)))),
          form(
              "group is not sorted because element \\d+:(.*?)\\Ris not less or equal than element"
                  + " \\d+:(.*?)\\Rgroup was:(.*)",
              m ->
                  failure(
                      "ascending order",
                      text(m.group(1)) + " before " + text(m.group(2)) + ": " + text(m.group(3)))),
          form(
              "Expecting actual:(.*?)\\Rand:(.*?)\\Rto refer to the same object.*",
              m -> failure(text(m.group(2)) + ", the same object", text(m.group(1)))),
          form(
              "Expecting actual:(.*?)\\Rand:(.*)",
              m -> failure(text(m.group(2)) + ", the same object", text(m.group(1)))),
          form(
              "Expecting actual's toString\\(\\) to return:(.*?)\\Rbut was:(.*)",
              m -> failure(unquoted(m.group(1)), unquoted(m.group(2)))),
          form(
              "Expecting (?:directory|path|file):(.*?)\\Rnot to contain any files .*? found some:"
                  + "(.*)",
              m -> failure("the folder " + text(m.group(1)) + " without them", text(m.group(2)))),
          form(
              "Expecting[^:\\r\\n]*:?\\R(.*?)\\R(not )?to contain(?: exactly| only)?(?: following keys)?"
                  + "( \\(and in same order\\))?( in any order)?:?\\R(.*?)"
                  + "(\\R(?:but|keys?|elements?|element\\(s\\)|and|when comparing) .*)?",
              AssertionText::contents),
          form(
              "Expecting[^:\\r\\n]*:?\\R(.*?)\\R((?:not )?to [^:\\r\\n]*):?\\s*(.*?)"
                  + "(\\R(?:but|keys?|elements?|and) .*)?",
              m -> failure(relation(m.group(2)) + " " + text(m.group(3)), text(m.group(1)))));

  private static Form form(String pattern, Function<MatchResult, Failure> words) {
    return new Form(Pattern.compile("(?s)\\s*" + pattern + "\\s*"), words);
  }

  private AssertionText() {}

  /** The failure that a message describes. An unknown form becomes the seen part as it is. */
  static Failure translate(String message) {
    Matcher thrown = THROWN.matcher(message);
    String type = thrown.find() ? thrown.group(1) : "";
    String whole = STACK.matcher(thrown.replaceFirst("")).replaceAll("").strip();
    Matcher ours = OURS.matcher(whole);
    Matcher described = ours.matches() ? ours : OTHERS.matcher(whole);
    String what = described.matches() ? described.group(1).strip() : "";
    String rest = described.matches() ? described.group(2).strip() : whole;
    for (Form form : FORMS) {
      Matcher matcher = form.pattern().matcher(rest);
      if (matcher.matches()) {
        Failure failure = form.words().apply(matcher.toMatchResult());
        Failure typed = type.isEmpty() ? failure : withType(failure, type);
        return what.isEmpty() ? typed : typed.withHow((what + "\n" + typed.how()).strip());
      }
    }
    return Failure.check(what, "the test passes.", rest);
  }

  private static Failure contents(MatchResult m) {
    boolean isExcluded = m.group(2) != null;
    boolean isPart = !m.group().contains("exactly") && !m.group().contains("to contain only");
    String actual = text(m.group(1));
    if (actual.startsWith("\"")) {
      String contains = isExcluded ? "does not contain " : "contains ";
      return failure("a text that " + contains + all(m.group(5)), actual);
    }
    if (actual.startsWith("Optional[")) {
      return failure("Optional[" + text(m.group(5)) + "]", actual);
    }
    String order = m.group(3) != null ? ", in this order" : "";
    boolean isOnly = m.group().contains("to contain only:");
    String part = isExcluded ? "none of " : isPart ? "among others " : isOnly ? "nothing but " : "";
    return failure(part + text(m.group(5)) + order, actual);
  }

  /** The required relation of one value to another, without the library's verb. */
  private static String relation(String verb) {
    return verb.equals("to contain at least one of the following elements")
        ? "one of"
        : verb.replaceFirst("^to be ", "")
            .replaceFirst("^not to be ", "not ")
            .replaceFirst("^not to contain ", "no ")
            .replaceFirst("^to start with$", "it starts with");
  }

  /**
   * A failure with an exception as the seen part; if the exception is a failed check, that check.
   */
  private static Failure thrown(String expected, String seen) {
    Matcher check = CHECK.matcher(seen);
    return check.matches()
        ? Failure.check(check.group(1), check.group(2), check.group(3))
        : failure(expected, seen);
  }

  /** The same failure, with the type of the exception whose message was seen. */
  private static Failure withType(Failure failure, String type) {
    return failure.seen().startsWith("the message ")
        ? failure(failure.expected(), types(type) + " with " + failure.seen())
        : failure;
  }

  /** The cause that was seen, if there was one. */
  private static String cause(String seen) {
    Matcher cause =
        Pattern.compile("(?s)(?:type was:(.*?)\\Rand )?message was:(.*?)\\.?\\s*").matcher(seen);
    if (!cause.matches()) {
      return "an exception without a cause";
    }
    String type = cause.group(1) == null ? "" : unquoted(cause.group(1)) + ": ";
    return type.isEmpty()
        ? "a cause with the message " + text(cause.group(2))
        : "the cause " + type + text(cause.group(2));
  }

  /** One or more types, by their names without packages: {@code an IOException}. */
  private static String types(String names) {
    return Arrays.stream(text(names).replaceAll("[\\[\\]\\s]", "").split(","))
        .map(name -> name.replaceFirst("^(?:[a-z]\\w*\\.)+", "").replace('$', '.'))
        .map(name -> ("AEIOU".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name)
        .collect(Collectors.joining(" or "));
  }

  /** One or more texts that must all be there. */
  private static String all(String texts) {
    return text(texts).replaceAll("^\\[|\\]$", "").replaceAll("(?<=\"), ?(?=\")", " and ");
  }

  private static Failure failure(String expected, String seen) {
    return Failure.check("", expected.strip(), seen.strip());
  }

  private static String elements(String count) {
    return count + (count.equals("1") ? " element" : " elements");
  }

  private static String unquoted(String value) {
    return text(value).replaceAll("^\"|\"$", "");
  }

  /** A value as an assertion prints it, without indentation, and without the L of a long. */
  private static String text(String value) {
    return value
        .strip()
        .replaceAll(",\\R {4,}(?=\\S)", ", ")
        .replaceAll("\\R {1,4}(?=\\S)", "\n")
        .replaceAll("(?m)[ \\t]+$", "")
        .replaceAll("\\b(\\d+)L\\b", "$1");
  }
}
