package sharing.testkit.interleaver;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of {@link CollectionCopies}, and those that a student knows. */
final class CopyNames {
  /** The beginning of the names of all copies. */
  static final String PREFIX = "sharing.testkit.copies.";

  /** The same, as class files have it. */
  static final String FOLDER = PREFIX.replace('.', '/');

  static final String DATE_FORMAT = "java/text/SimpleDateFormat";

  private static final Set<String> COLLECTIONS =
      Set.of(
          "ArrayList",
          "LinkedList",
          "ArrayDeque",
          "PriorityQueue",
          "HashMap",
          "LinkedHashMap",
          "TreeMap",
          "HashSet",
          "LinkedHashSet",
          "TreeSet",
          "BitSet");

  private static final Pattern COPY =
      Pattern.compile(Pattern.quote(PREFIX) + "\\w+\\.(java\\.(?:util|text)\\.[\\w.$]+)");

  private static final ClassValue<Class<?>> ORIGINALS =
      new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
          try {
            return type.getName().startsWith(PREFIX)
                ? Class.forName(originals(type.getName()))
                : type;
          } catch (ClassNotFoundException e) {
            return type;
          }
        }
      };

  private CopyNames() {}

  /** The internal name of the class to make in place of another. */
  static String copy(String made) {
    String simple = made.substring(made.lastIndexOf('/') + 1);
    return made.equals(DATE_FORMAT)
            || made.equals("java/util/" + simple) && COLLECTIONS.contains(simple)
        ? FOLDER + simple + "/" + made
        : made;
  }

  /** The name of a class as a student knows it. */
  static String name(Class<?> type) {
    return original(type).getName();
  }

  /** A text in which the classes have the names that a student knows. */
  static String originals(String text) {
    Matcher matcher = COPY.matcher(text);
    return matcher.replaceAll(found -> Matcher.quoteReplacement(found.group(1)));
  }

  /** The class that a student knows. */
  static Class<?> original(Class<?> type) {
    return ORIGINALS.get(type);
  }
}
