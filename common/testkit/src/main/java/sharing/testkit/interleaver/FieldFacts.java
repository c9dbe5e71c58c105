package sharing.testkit.interleaver;

import static org.objectweb.asm.Opcodes.ASM9;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;

/** Looks up in class files which fields are final, and which are volatile. Not safe for threads. */
final class FieldFacts {
  /** The types of values that never change. */
  private static final Pattern CONSTANT =
      Pattern.compile(
          "[A-Z]|Ljava/lang/(String|Integer|Long|Boolean|Class);"
              + "|Ljava/lang/invoke/\\w+;|Ljava/time/\\w+;|Ljava/util/regex/Pattern;"
              + "|Ljava/nio/(ByteOrder|charset/Charset);|Ljava/util/concurrent/TimeUnit;");

  private final Bytes bytes;
  private final Map<String, Map<String, Integer>> flags = new HashMap<>();
  private final Map<String, String> parents = new HashMap<>();

  /** Gets the class file of a class by its internal name. */
  interface Bytes {
    byte[] of(String internalName) throws IOException;
  }

  FieldFacts(Bytes bytes) {
    this.bytes = bytes;
  }

  /** Whether a field never changes: it is final, as far as its class is known. */
  boolean isFinal(String owner, String field) {
    return (flags(owner, field) & Opcodes.ACC_FINAL) != 0;
  }

  /** Whether a field is volatile, as far as its class is known. */
  boolean isVolatile(String owner, String field) {
    return (flags(owner, field) & Opcodes.ACC_VOLATILE) != 0;
  }

  /** Whether a class has a static field that changes, or whose object may change. */
  static boolean keepsState(byte[] code) {
    boolean[] keeps = new boolean[1];
    ClassVisitor look =
        new ClassVisitor(ASM9) {
          @Override
          public FieldVisitor visitField(
              int access, String name, String descriptor, String generic, Object value) {
            boolean isConstant =
                (access & (Opcodes.ACC_ENUM | Opcodes.ACC_SYNTHETIC)) != 0
                    || (access & Opcodes.ACC_FINAL) != 0 && CONSTANT.matcher(descriptor).matches();
            keeps[0] |= (access & Opcodes.ACC_STATIC) != 0 && !isConstant;
            return null;
          }
        };
    new ClassReader(code).accept(look, ClassReader.SKIP_CODE);
    return keeps[0];
  }

  private int flags(String owner, String field) {
    for (String type = owner; type != null; type = parents.get(type)) {
      Integer known = flags.computeIfAbsent(type, this::read).get(field);
      if (known != null) {
        return known;
      }
    }
    return 0; // One place to pause too many does no harm.
  }

  private Map<String, Integer> read(String type) {
    Map<String, Integer> read = new HashMap<>();
    ClassVisitor collect =
        new ClassVisitor(ASM9) {
          @Override
          public void visit(
              int version, int access, String name, String generic, String parent, String[] all) {
            parents.put(name, parent);
          }

          @Override
          public FieldVisitor visitField(
              int access, String name, String descriptor, String generic, Object value) {
            read.put(name, access);
            return null;
          }
        };
    try {
      new ClassReader(bytes.of(type)).accept(collect, ClassReader.SKIP_CODE);
    } catch (IOException e) {
      return Map.of();
    }
    return read;
  }
}
