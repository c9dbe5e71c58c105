package sharing.testkit.interleaver;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Copies of the JDK's collections that are not safe for threads, in which a thread can be paused:
 * before each read and write of a field, and of an element of an array.
 *
 * <p>A copy is made of the class file that this JVM runs. It extends its original: {@code new
 * HashMap} makes a copy of {@code HashMap}, which is a {@code java.util.HashMap} to all other code.
 * The classes between a collection and {@code Object}, such as {@code AbstractMap}, are copied
 * again for each collection, so that the chain is
 *
 * <pre>copy of HashMap - copy of AbstractMap - java.util.HashMap - java.util.AbstractMap</pre>
 *
 * <p>The copies override all that their original does, and leave its fields empty. They live in
 * packages of their own, one for each collection.
 *
 * <p>{@code new SimpleDateFormat} makes a {@link DateFormatCopy}, which is written by hand: the
 * original uses much of the JDK that no other code may.
 */
final class CollectionCopies extends ClassLoader {
  /** The class whose only field holds the listener of the copies. */
  static final String HOOK = "sharing/testkit/copies/Hook";

  private static final String CALENDAR = "java/util/GregorianCalendar";

  /** The class that is copied instead of each of these. */
  private static final Map<String, String> WRITTEN =
      Map.of(
          CopyNames.DATE_FORMAT,
          Type.getInternalName(DateFormatCopy.class),
          CALENDAR,
          Type.getInternalName(DateFormatCopy.CalendarCopy.class));

  /** Collections that are made of one another, and know each other's fields. */
  private static final List<String> FAMILIES =
      List.of("HashMap|LinkedHashMap|HashSet|LinkedHashSet", "TreeMap|TreeSet");

  /** The class files of copies are the same for all listeners. */
  private static final Map<String, byte[]> CODE = new ConcurrentHashMap<>();

  private final ActionListener listener;

  CollectionCopies(ActionListener listener, ClassLoader parent) {
    super(parent);
    this.listener = listener;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String internal = name.replace('.', '/');
    if (internal.equals(HOOK)) {
      return hook();
    }
    byte[] code;
    try {
      code = CODE.containsKey(internal) ? CODE.get(internal) : code(internal);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    CODE.put(internal, code);
    return defineClass(name, code, 0, code.length);
  }

  private Class<?> hook() throws ClassNotFoundException {
    ClassWriter writer = new ClassWriter(0);
    int isPublic = Opcodes.ACC_PUBLIC;
    writer.visit(Opcodes.V17, isPublic | Opcodes.ACC_FINAL, HOOK, null, "java/lang/Object", null);
    writer
        .visitField(isPublic | Opcodes.ACC_STATIC, "listener", "Ljava/lang/Object;", null, null)
        .visitEnd();
    writer.visitEnd();
    byte[] code = writer.toByteArray();
    Class<?> hook = defineClass(HOOK.replace('/', '.'), code, 0, code.length);
    try {
      hook.getField("listener").set(null, listener);
    } catch (ReflectiveOperationException e) {
      throw new ClassNotFoundException(HOOK, e);
    }
    return hook;
  }

  /** The class file of a copy. */
  private static byte[] code(String internalName) throws IOException {
    int slash = internalName.indexOf('/', CopyNames.FOLDER.length());
    if (!internalName.startsWith(CopyNames.FOLDER) || slash < 0) {
      throw new IOException("no copy: " + internalName);
    }
    String collection = internalName.substring(CopyNames.FOLDER.length(), slash);
    String original = internalName.substring(slash + 1);
    String file = WRITTEN.getOrDefault(original, original) + ".class";
    try (InputStream in = CollectionCopies.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("no class file of " + original);
      }
      ClassReader reader = new ClassReader(in);
      ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      Names names = new Names(collection);
      ClassVisitor renamed = new ClassRemapper(writer, names);
      boolean isWritten = WRITTEN.containsKey(original);
      reader.accept(
          isWritten
              ? InsideMethod.inAll(renamed)
              : new CopiedClass(renamed, names, collection, original),
          0);
      return writer.toByteArray();
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  /** The names of the copies in one package. */
  static final class Names extends Remapper {
    /** A prefix of names that must not be replaced. */
    static final String ORIGINAL = "original/";

    private final String folder;

    /** The classes that are copied into the package, with their nested classes. */
    private final Pattern copied;

    private final Pattern inDescriptor;

    Names(String collection) {
      super(Opcodes.ASM9);
      folder = CopyNames.FOLDER + collection + "/";
      String family =
          FAMILIES.stream()
              .filter(all -> List.of(all.split("\\|")).contains(collection))
              .findAny()
              .orElse(collection);
      copied =
          Pattern.compile(
              "java/util/("
                  + family
                  + "|Abstract(Collection|List|SequentialList|Set|Queue|Map))"
                  + "(?!\\$Simple(Immutable)?Entry)(\\$[^;]*)?");
      inDescriptor = Pattern.compile("L(" + copied.pattern() + ");");
    }

    @Override
    public String map(String name) {
      if (name.startsWith(ORIGINAL)) {
        return name.substring(ORIGINAL.length());
      } else if (name.startsWith("jdk/internal/")) {
        return Type.getInternalName(JdkInternals.class)
            + "$"
            + name.substring(name.lastIndexOf('/') + 1);
      }
      for (Map.Entry<String, String> written : WRITTEN.entrySet()) {
        if (written.getValue().equals(name)) {
          return folder + written.getKey();
        }
      }
      return copied.matcher(name).matches() ? folder + name : name;
    }

    /** A descriptor whose types are not replaced. */
    String originals(String descriptor) {
      return inDescriptor.matcher(descriptor).replaceAll("L" + ORIGINAL + "$1;");
    }
  }
}
