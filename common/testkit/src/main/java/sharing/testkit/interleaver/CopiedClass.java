package sharing.testkit.interleaver;

import static org.objectweb.asm.Opcodes.ASM9;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import sharing.testkit.interleaver.CollectionCopies.Names;

/**
 * Makes a copy of one class of the JDK, for one collection. It works on the original names, which
 * the next visitor replaces.
 *
 * <p>The topmost class of a copy extends the original of the collection. So the copy must override
 * all that it inherits from there:
 *
 * <ul>
 *   <li>a method with a copied class in its descriptor is there twice, with the original descriptor
 *       as well;
 *   <li>the only method that is final, {@code PriorityQueue.spliterator}, stays that of the
 *       original, whose contents are updated whenever those of the copy change;
 *   <li>a method of the class calls a default method of an interface: otherwise the override in the
 *       original of the collection would be called.
 * </ul>
 */
final class CopiedClass extends ClassVisitor {
  private static final String OBJECT = "java/lang/Object";
  private static final String HELPERS = Type.getInternalName(CopiedCollections.class);

  private final Names names;
  private final Class<?> collection;
  private final Class<?> original;

  /** The class that extends the original of the collection. */
  private final Class<?> top;

  private final Set<String> declared = new HashSet<>();

  /** A queue has a final method, so its original must hold what the copy holds. */
  private final boolean isQueue;

  /**
   * @param next replaces the names
   * @param collection the simple name of the collection
   * @param original the internal name of the class
   */
  CopiedClass(ClassVisitor next, Names names, String collection, String original)
      throws ClassNotFoundException {
    super(ASM9, next);
    this.names = names;
    this.collection = Class.forName("java.util." + collection);
    this.original = Class.forName(original.replace('/', '.'), false, null);
    Class<?> parent = this.collection;
    while (parent.getSuperclass() != Object.class) {
      parent = parent.getSuperclass();
    }
    this.top = parent;
    if (top.isAssignableFrom(this.original)) {
      Stream.of(this.collection.getMethods())
          .filter(method -> Modifier.isFinal(method.getModifiers()))
          .forEach(method -> declared.add(method.getName() + Type.getMethodDescriptor(method)));
    }
    this.isQueue = this.collection == PriorityQueue.class;
  }

  @Override
  public void visit(
      int version, int access, String name, String generic, String parent, String[] interfaces) {
    String extended = original == top ? originalOf(collection) : parent;
    String[] all = interfaces;
    if (isQueue && original == top) {
      all = Arrays.copyOf(interfaces, interfaces.length + 1);
      all[interfaces.length] = Type.getInternalName(CopiedQueue.class);
    }
    super.visit(version, access, name, null, extended, all);
  }

  private static String originalOf(Class<?> type) {
    return Names.ORIGINAL + Type.getInternalName(type);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String generic, String[] thrown) {
    if (!declared.add(name + descriptor)) {
      return null; // The original of the collection has it, and it is final.
    }
    MethodVisitor code = super.visitMethod(access, name, descriptor, generic, thrown);
    boolean isVisible = (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
    if (isVisible
        && top.isAssignableFrom(original)
        && !names.mapMethodDesc(descriptor).equals(descriptor)) {
      writeTwin(access & ~Opcodes.ACC_ABSTRACT, name, descriptor);
    }
    return code == null ? null : new CopiedMethod(code, name, descriptor);
  }

  /** The same method with the descriptor that other code knows. */
  private void writeTwin(int access, String name, String descriptor) {
    String known = names.originals(descriptor);
    boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
    MethodVisitor code = super.visitMethod(access, name, known, null, null);
    code.visitCode();
    int local = 0;
    if (!isStatic) {
      code.visitVarInsn(Opcodes.ALOAD, local++);
    }
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      code.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), local);
      local += parameter.getSize();
      if (!names.mapDesc(parameter.getDescriptor()).equals(parameter.getDescriptor())) {
        toCopy(code, parameter);
        code.visitTypeInsn(Opcodes.CHECKCAST, parameter.getInternalName());
      }
    }
    int call =
        isStatic
            ? Opcodes.INVOKESTATIC
            : name.equals("<init>") ? Opcodes.INVOKESPECIAL : Opcodes.INVOKEVIRTUAL;
    code.visitMethodInsn(call, Type.getInternalName(original), name, descriptor, false);
    end(code, descriptor);
  }

  private static void toCopy(MethodVisitor code, Type type) {
    code.visitLdcInsn(type);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        HELPERS,
        "copy",
        "(Ljava/lang/Object;Ljava/lang/Class;)Ljava/lang/Object;",
        false);
  }

  private static void end(MethodVisitor code, String descriptor) {
    code.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  @Override
  public void visitEnd() {
    if (top.isAssignableFrom(original)) {
      for (Class<?> type : original.getInterfaces()) {
        Stream.of(type.getMethods())
            .filter(Method::isDefault)
            .filter(this::isInherited)
            .forEach(method -> writeDefault(type, method));
      }
    }
    if (original == collection) {
      writeReplacement();
    }
    if (isQueue && original == top) {
      writeCallOfOriginal("clearOriginal", "()V", "clear", "()V");
      writeCallOfOriginal(
          "offerToOriginal", "(Ljava/lang/Object;)Z", "offer", "(Ljava/lang/Object;)Z");
    }
    super.visitEnd();
  }

  /** Whether the original class has a method from an interface. */
  private boolean isInherited(Method method) {
    return Stream.of(original.getMethods()).anyMatch(method::equals);
  }

  private void writeDefault(Class<?> type, Method method) {
    String descriptor = Type.getMethodDescriptor(method);
    if (!declared.add(method.getName() + descriptor)) {
      return;
    }
    MethodVisitor code =
        super.visitMethod(Opcodes.ACC_PUBLIC, method.getName(), descriptor, null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    int local = 1;
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      code.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), local);
      local += parameter.getSize();
    }
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL, Type.getInternalName(type), method.getName(), descriptor, true);
    end(code, descriptor);
  }

  private void writeCallOfOriginal(
      String name, String descriptor, String called, String calledDescriptor) {
    MethodVisitor code = super.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    if (!descriptor.startsWith("()")) {
      code.visitVarInsn(Opcodes.ALOAD, 1);
    }
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL, originalOf(collection), called, calledDescriptor, false);
    end(code, descriptor);
  }

  /** Where objects are written, the original is: another JVM does not know the copies. */
  private void writeReplacement() {
    MethodVisitor code =
        super.visitMethod(Opcodes.ACC_PRIVATE, "writeReplace", "()Ljava/lang/Object;", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitLdcInsn(Type.getType(collection));
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        HELPERS,
        "original",
        "(Ljava/lang/Object;Ljava/lang/Class;)Ljava/lang/Object;",
        false);
    end(code, "()Ljava/lang/Object;");
  }

  /** Calls of Object's methods become calls of the collection's original, which is in between. */
  private final class CopiedMethod extends InsideMethod {
    private final String name;
    private final String descriptor;

    /** Whether the original must be updated. */
    private boolean changes;

    CopiedMethod(MethodVisitor next, String name, String descriptor) {
      super(next, name);
      this.name = name;
      this.descriptor = descriptor;
      this.changes = name.equals("heapify");
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String type) {
      changes |= opcode == Opcodes.PUTFIELD && field.matches("size|queue");
      super.visitFieldInsn(opcode, owner, field, type);
    }

    @Override
    public void visitInsn(int opcode) {
      boolean returns = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
      if (isQueue && original == collection && changes && returns) {
        String owner = Type.getInternalName(original);
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitFieldInsn(Opcodes.GETFIELD, owner, "queue", "[Ljava/lang/Object;");
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitFieldInsn(Opcodes.GETFIELD, owner, "size", "I");
        mv.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            HELPERS,
            "tellOriginal",
            "(" + Type.getDescriptor(CopiedQueue.class) + "[Ljava/lang/Object;I)V",
            false);
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (name.equals("equals")
          && descriptor.equals("(Ljava/lang/Object;)Z")
          && original == BitSet.class) {
        super.visitVarInsn(Opcodes.ALOAD, 1);
        toCopy(mv, Type.getType(original));
        super.visitVarInsn(Opcodes.ASTORE, 1);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String called, String descriptor, boolean ofInterface) {
      boolean ofObject = opcode == Opcodes.INVOKESPECIAL && owner.equals(OBJECT);
      if (ofObject && called.equals("<init>") && name.equals("<init>") && original == top) {
        String order = Type.getDescriptor(Comparator.class);
        if (isQueue) {
          super.visitFieldInsn(Opcodes.GETSTATIC, HELPERS, "ALL_EQUAL", order);
        }
        super.visitMethodInsn(
            opcode, originalOf(collection), called, isQueue ? "(" + order + ")V" : "()V", false);
      } else if (ofObject && called.equals("clone") && top.isAssignableFrom(original)) {
        super.visitMethodInsn(opcode, originalOf(collection), called, cloneDescriptor(), false);
      } else {
        super.visitMethodInsn(opcode, owner, called, descriptor, ofInterface);
      }
    }

    /** It may return more than an Object. */
    private String cloneDescriptor() {
      return Stream.of(collection.getMethods())
          .filter(method -> method.getName().equals("clone") && !method.isBridge())
          .map(Type::getMethodDescriptor)
          .map(names::originals)
          .findFirst()
          .orElseThrow();
    }
  }
}
