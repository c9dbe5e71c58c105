package sharing.testkit;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates the message of a failed assertion into the course's words: a student never reads those
 * of AssertJ or JUnit. A test may also write the course's form itself, {@code Expected: ...} and,
 * on the next line, {@code Seen: ...}.
 */
final class AssertionText {
  /** The stack trace that some messages end with. It is the failure's, and stands there. */
  private static final Pattern STACK =
      Pattern.compile("(?s)(\\R\\s*Throwable that failed the check:.*|\\R\\s*at \\S+\\(.*)");

  /** After what was checked, our own form. What was checked may hold brackets itself. */
  private static final Pattern OURS = Pattern.compile("(?s)\\s*\\[(.*)\\] ?\\R?(Expected: .*)");

  /** After what was checked, any other form. */
  private static final Pattern OTHERS = Pattern.compile("(?s)\\s*\\[(.*?)\\] ?\\R(.*)");

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
          form(
              "Expecting empty but was: (.*)",
              m -> failure("nothing: it is empty", text(m.group(1)))),
          form(
              "Expecting an empty Optional but was containing value: (.*)",
              m -> failure("nothing: it is empty", text(m.group(1)))),
          form(
              "Expecting Optional to contain:(.*?)\\Rbut was empty\\.",
              m -> failure(text(m.group(1)), "nothing: it is empty")),
          form(
              "Expecting Optional to contain:(.*?)\\Rbut did not\\.?\\s*(.*)",
              m -> failure(text(m.group(1)), "another value " + text(m.group(2)))),
          form(
              "Actual:(.*?)\\Ris not empty while group of values to look for is\\.",
              m -> failure("nothing: it is empty", text(m.group(1)))),
          form("Expecting (?:actual )?not to be (null|empty)", m -> failure("a value", m.group(1))),
          form(
              "Expecting throwable message:(.*?)\\Rto contain:(.*?)\\Rbut did not\\.",
              m ->
                  failure(
                      "an exception whose message contains " + text(m.group(2)),
                      "the message " + text(m.group(1)))),
          form(
              "Expecting throwable message:(.*?)\\Rnot to contain:(.*?)\\Rbut found:.*",
              m ->
                  failure(
                      "an exception whose message does not contain " + text(m.group(2)),
                      "the message " + text(m.group(1)))),
          form(
              "Expecting actual(?: throwable)?:?\\s*(.*?)\\s*to be an instance of(?: any of)?:(.*?)"
                  + "\\Rbut was(?: instance of)?:(.*)",
              m -> failure(text(m.group(2)), text(m.group(3)))),
          form(
              "Expecting a (root )?cause with type:(.*?)\\Rand message:(.*?)\\Rbut "
                  + "(?:actualCause|actual|it|type).*",
              m ->
                  failure(
                      "an exception with the "
                          + (m.group(1) == null ? "" : "root ")
                          + "cause "
                          + unquoted(m.group(2))
                          + ": "
                          + text(m.group(3)),
                      "another cause, or none")),
          form(
              "Expecting a (root )?cause with message:(.*?)\\Rbut.*",
              m ->
                  failure(
                      "an exception whose "
                          + (m.group(1) == null ? "" : "root ")
                          + "cause has the message "
                          + text(m.group(2)),
                      "another cause, or none")),
          form(
              "Expecting actual:(.*?)\\Rand:(.*?)\\Rto refer to the same object.*",
              m -> failure(text(m.group(2)) + ", the same object", text(m.group(1)))),
          form(
              "Expecting actual:(.*?)\\Rand:(.*)",
              m -> failure(text(m.group(2)) + ", the same object", text(m.group(1)))),
          form(
              "Expecting actual's toString\\(\\) to return:(.*?)\\Rbut was:(.*)",
              m -> failure(text(m.group(1)), text(m.group(2)))),
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

  /** The failure that a message tells of. What has no known form is what was seen, as it is. */
  static Failure translate(String message) {
    String whole = STACK.matcher(message).replaceFirst("").strip();
    Matcher ours = OURS.matcher(whole);
    Matcher described = ours.matches() ? ours : OTHERS.matcher(whole);
    String what = described.matches() ? described.group(1).strip() : "";
    String rest = described.matches() ? described.group(2).strip() : whole;
    for (Form form : FORMS) {
      Matcher matcher = form.pattern().matcher(rest);
      if (matcher.matches()) {
        Failure failure = form.words().apply(matcher.toMatchResult());
        return what.isEmpty() ? failure : failure.withHow(what);
      }
    }
    return Failure.check(what, "the test passes.", rest);
  }

  private static Failure contents(MatchResult m) {
    boolean isExcluded = m.group(2) != null;
    boolean isPart = !m.group().contains("exactly") && !m.group().contains("to contain only");
    String order = m.group(3) != null ? ", in this order" : "";
    String part = isExcluded ? "none of " : isPart ? "among others " : "";
    return failure(part + text(m.group(5)) + order, text(m.group(1)));
  }

  /** How a value is to be to another one, without the verb of the library. */
  private static String relation(String verb) {
    return verb.equals("to contain at least one of the following elements")
        ? "one of"
        : verb.replaceFirst("^to be ", "").replaceFirst("^not to be ", "not ");
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
        .replaceAll("\\R {1,4}(?=\\S)", "\n")
        .replaceAll("(?m)[ \\t]+$", "")
        .replaceAll("\\b(\\d+)L\\b", "$1");
  }
}
