package sharing.testkit.interleaver;

import static org.objectweb.asm.Opcodes.ASM9;

import java.io.IOException;
import java.io.InputStream;
import java.lang.StackWalker.StackFrame;
import java.net.URL;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Loads the student's classes once more, each with a call before every {@link CodePosition}: before
 * it reads or writes a field that is not final, or an element of an array; calls a method; or
 * enters a {@code synchronized} block.
 *
 * <p>{@code new ArrayList} makes a {@link InstrumentedArrayList}, which can be paused in the middle
 * of an {@code add}.
 *
 * <p>What a thread does between two such places is its own affair. So to pause it before each of
 * them is to pause it everywhere. One line may have several: {@code count++} reads, then writes.
 */
final class InstrumentingClassLoader extends ClassLoader {
  /** Calls that no other thread can notice. */
  private static final Pattern PRIVATE_CALL =
      Pattern.compile(
          "java/(lang|util)/.*<init>\\(\\)V"
              + "|java/lang/(Boolean|Character|Double|Integer|Long|Math|String|StringBuilder)\\..*"
              + "|java/util/Objects\\..*");

  private static final String LIST = "java/util/ArrayList";
  private static final String INSTRUMENTED_LIST = Type.getInternalName(InstrumentedArrayList.class);
  private static final String BEFORE = Type.getInternalName(CodePosition.class);

  private final Consumer<CodePosition> gate;
  private final Class<?> scenario;
  private final List<String> packages;
  private final Map<String, Set<String>> finalFields = new HashMap<>();

  /**
   * @param gate called before each shared action
   * @param scenario loaded again, too, but as it is, with all classes that stand beside it
   * @param packages the packages of the student's code
   */
  InstrumentingClassLoader(Consumer<CodePosition> gate, Class<?> scenario, List<String> packages) {
    super(scenario.getClassLoader());
    this.gate = gate;
    this.scenario = scenario;
    this.packages = packages;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    String ofPackage = name.substring(0, Math.max(0, name.lastIndexOf('.')));
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
        byte[] code = bytes(name.replace('.', '/'));
        code = isTests ? code : withCalls(code);
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /** Whether a class stands in the file of the scenario, or beside it. */
  private boolean isOfTests(String name, String ofPackage) {
    String file = scenario.getName().replaceFirst("\\$.*", "");
    return name.equals(file)
        || name.startsWith(file + "$")
        || ofPackage.equals(scenario.getPackageName())
            && !ofPackage.equals(Interleaver.class.getPackageName())
            && isBeside(name);
  }

  private boolean isBeside(String name) {
    URL here = getResource(name.replace('.', '/') + ".class");
    URL there = getResource(scenario.getName().replace('.', '/') + ".class");
    return here != null && folder(here).equals(folder(there));
  }

  private static String folder(URL url) {
    return url.toString().replaceFirst("[^/]*$", "");
  }

  /** A thread is in the middle of a call that its line makes. */
  void pauseInside(StackFrame at, String what) {
    String file = at.getFileName();
    gate.accept(
        new CodePosition(
            at.getClassName(),
            at.getMethodName(),
            file,
            at.getLineNumber(),
            false,
            what,
            -at.getByteCodeIndex()));
  }

  private byte[] bytes(String internalName) throws IOException {
    try (InputStream in = getResourceAsStream(internalName + ".class")) {
      if (in == null) {
        throw new IOException("no class file of " + internalName);
      }
      return in.readAllBytes();
    }
  }

  private byte[] withCalls(byte[] code) {
    ClassReader reader = new ClassReader(code);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Calls(writer), 0);
    return writer.toByteArray();
  }

  /** Whether a field never changes: it is final, as far as its class is known. */
  private boolean isFinal(String owner, String name) {
    return finalFields.computeIfAbsent(owner, this::finalFieldsOf).contains(name);
  }

  private Set<String> finalFieldsOf(String owner) {
    Set<String> names = new HashSet<>();
    ClassVisitor collect =
        new ClassVisitor(ASM9) {
          @Override
          public FieldVisitor visitField(
              int access, String name, String type, String generic, Object value) {
            if ((access & Opcodes.ACC_FINAL) != 0) {
              names.add(name);
            }
            return null;
          }
        };
    try {
      new ClassReader(bytes(owner)).accept(collect, ClassReader.SKIP_CODE);
    } catch (IOException e) {
      return Set.of(); // One breakpoint too many does no harm.
    }
    return names;
  }

  /** Adds the calls to each method of a class, without its static initialiser. */
  private final class Calls extends ClassVisitor {
    private String type;
    private String file;
    private boolean isList;
    private int index;

    Calls(ClassWriter writer) {
      super(ASM9, writer);
    }

    @Override
    public void visit(
        int version, int access, String name, String generic, String parent, String[] interfaces) {
      super.visit(version, access, name, generic, parent, interfaces);
      type = name.replace('/', '.');
      isList = LIST.equals(parent);
    }

    @Override
    public void visitSource(String source, String debug) {
      super.visitSource(source, debug);
      file = source;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String generic, String[] thrown) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, generic, thrown);
      return name.equals("<clinit>") ? method : new Method(name, method);
    }

    private final class Method extends MethodVisitor {
      private final String name;

      /** 0 in what the compiler made by itself, where no student looks. */
      private int line;

      private boolean beginsLine;

      Method(String name, MethodVisitor method) {
        super(ASM9, method);
        this.name = name;
      }

      @Override
      public void visitLineNumber(int number, Label start) {
        super.visitLineNumber(number, start);
        line = number;
        beginsLine = true;
      }

      @Override
      public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
        if (!isFinal(owner, field)) {
          boolean reads = opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC;
          breakable((reads ? "it reads " : "it writes ") + field);
        }
        super.visitFieldInsn(opcode, owner, field, descriptor);
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String called, String descriptor, boolean ofInterface) {
        if (!PRIVATE_CALL.matcher(owner + "." + called + descriptor).matches()) {
          breakable(
              called.equals("<init>")
                  ? "it makes a new " + owner.substring(owner.lastIndexOf('/') + 1)
                  : "it calls " + called);
        }
        boolean makesList = opcode == Opcodes.INVOKESPECIAL && called.equals("<init>");
        super.visitMethodInsn(
            opcode, makesList ? instrumented(owner) : owner, called, descriptor, ofInterface);
      }

      @Override
      public void visitTypeInsn(int opcode, String named) {
        super.visitTypeInsn(opcode, opcode == Opcodes.NEW ? instrumented(named) : named);
      }

      /** A student's own kind of list is let be. */
      private String instrumented(String made) {
        return made.equals(LIST) && !isList ? INSTRUMENTED_LIST : made;
      }

      @Override
      public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
          breakable("it reads an element of an array");
        } else if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
          breakable("it writes an element of an array");
        } else if (opcode == Opcodes.MONITORENTER) {
          breakable("it enters synchronized");
        }
        super.visitInsn(opcode);
      }

      /** The next instruction is one before which a thread can be paused. */
      private void breakable(String what) {
        if (line > 0) {
          CodePosition here = new CodePosition(type, name, file, line, beginsLine, what, index++);
          visitLdcInsn(CodePosition.number(here, gate));
          super.visitMethodInsn(Opcodes.INVOKESTATIC, BEFORE, "before", "(I)V", false);
          beginsLine = false;
        }
      }
    }
  }
}
