package sharing.testkit.interleaver;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import sharing.testkit.interleaver.Interleaver.Checked;

/**
 * Loads the student's classes once more, with calls around every shared action, a {@link
 * CodePosition}: it reads or writes a field that is not final, or an element of an array; calls a
 * method; or enters a {@code synchronized} block.
 *
 * <p>A collection that is not safe for threads, such as {@code new ArrayList}, is one of the {@link
 * CollectionCopies}: a thread can be paused in the middle of its {@code add}.
 *
 * <p>Between two such places, no other thread can notice what a thread does. So pausing it before
 * each of them covers all pauses. One line may have several: {@code count++} reads, then writes.
 */
final class InstrumentingClassLoader extends ClassLoader {
  private final ActionListener listener;
  private final Class<?> scenario;
  private final List<String> packages;
  private final CollectionCopies copies;
  private final FieldFacts fields = new FieldFacts(this::bytes);
  private final Map<String, byte[]> instrumented;
  private volatile boolean hasStudentsCode;
  private volatile boolean keepsState;

  /**
   * @param listener is called for each shared action
   * @param scenario also loaded again, with all classes in its folder and in the packages below; no
   *     thread is paused there
   * @param packages the packages of the student's code
   * @param copiesCollections whether a thread can be paused inside a collection: only where several
   *     threads may share one
   */
  InstrumentingClassLoader(
      ActionListener listener,
      Class<?> scenario,
      List<String> packages,
      boolean copiesCollections) {
    super(scenario.getClassLoader());
    this.copies =
        copiesCollections ? new CollectionCopies(listener, scenario.getClassLoader()) : null;
    this.listener = listener;
    this.scenario = scenario;
    this.packages = packages;
    this.instrumented = new ConcurrentHashMap<>();
  }

  private InstrumentingClassLoader(InstrumentingClassLoader other) {
    super(other.getParent());
    this.copies = other.copies;
    this.listener = other.listener;
    this.scenario = other.scenario;
    this.packages = other.packages;
    this.instrumented = other.instrumented;
    this.hasStudentsCode = other.hasStudentsCode;
    this.keepsState = other.keepsState;
  }

  /** The class of the scenario, as it is loaded here. */
  Class<? extends Checked> scenario() throws ClassNotFoundException {
    return loadClass(scenario.getName()).asSubclass(Checked.class);
  }

  /**
   * A loader for the next schedule: this one, or another one of the same code if the student's code
   * has static fields that may change. They are then as they were at first.
   */
  InstrumentingClassLoader next() {
    return keepsState ? new InstrumentingClassLoader(this) : this;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (copies != null && name.startsWith(CopyNames.PREFIX)) {
      return copies.loadClass(name);
    }
    String ofPackage = packageOf(name);
    boolean isTests = isOfTests(name, ofPackage);
    if (!isTests && !packages.contains(ofPackage)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try {
        byte[] code = instrumented.get(name);
        if (code == null) {
          byte[] read = bytes(name.replace('.', '/'));
          code = withCalls(read, isTests);
          instrumented.put(name, code);
          hasStudentsCode |= !isTests;
          keepsState |= !isTests && FieldFacts.keepsState(read);
        }
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /** Whether code of the student's packages has been loaded and is observed. */
  boolean hasStudentsCode() {
    return hasStudentsCode;
  }

  /** Whether the code of a class is watched. */
  private boolean isWatched(String name) {
    return packages.contains(packageOf(name)) || isOfTests(name);
  }

  /**
   * Whether a class is in the file of the scenario, beside it, or in a package below: no thread is
   * paused there.
   */
  boolean isOfTests(String name) {
    return isOfTests(name, packageOf(name));
  }

  private static String packageOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  private boolean isOfTests(String name, String ofPackage) {
    String file = scenario.getName().replaceFirst("\\$.*", "");
    String scenarios = scenario.getPackageName();
    return name.equals(file)
        || name.startsWith(file + "$")
        || (ofPackage + ".").startsWith(scenarios + ".")
            && !scenarios.equals(Interleaver.class.getPackageName())
            && isBeside(name);
  }

  /** Whether a class file is in the folder of the scenario's, or below it. */
  private boolean isBeside(String name) {
    URL here = getResource(name.replace('.', '/') + ".class");
    URL there = getResource(scenario.getName().replace('.', '/') + ".class");
    return here != null && here.toString().startsWith(folder(there));
  }

  private static String folder(URL url) {
    return url.toString().replaceFirst("[^/]*$", "");
  }

  private byte[] bytes(String internalName) throws IOException {
    try (InputStream in = getResourceAsStream(internalName + ".class")) {
      if (in == null) {
        throw new IOException("no class file of " + internalName);
      }
      return in.readAllBytes();
    }
  }

  private byte[] withCalls(byte[] code, boolean isOfTests) {
    ClassReader reader = new ClassReader(code);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new Instrumentation(writer, fields, listener, this::isWatched, isOfTests, copies != null),
        0);
    return writer.toByteArray();
  }
}
