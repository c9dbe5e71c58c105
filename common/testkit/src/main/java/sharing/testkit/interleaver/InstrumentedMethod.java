package sharing.testkit.interleaver;

import static org.objectweb.asm.Opcodes.ASM9;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import sharing.testkit.interleaver.CodePosition.Trait;

/** Adds the calls of {@link SharedActions} to one method. */
final class InstrumentedMethod extends MethodVisitor {
  private static final String BITS = "java/util/BitSet";
  private static final String FIELD_WRITE = "(Ljava/lang/Object;Ljava/lang/Object;I)V";

  private final Instrumentation type;
  private final String name;
  private final IntConsumer atEnd;

  /** Whether its actions are not reported: those of a static initializer. */
  private final boolean isSilent;

  /** The current line; 0 in code that the compiler generated. */
  private int line;

  private int firstLine;
  private boolean beginsLine;

  /** In a constructor before its call of another one: no other thread can see the object yet. */
  private boolean isUnborn;

  /** How many objects exist whose constructors have not been called yet. */
  private int made;

  /**
   * @param name of the method, as the student knows it
   * @param atEnd receives the first line of the method
   */
  InstrumentedMethod(Instrumentation type, MethodVisitor method, String name, IntConsumer atEnd) {
    super(ASM9, method);
    this.type = type;
    this.name = name;
    this.atEnd = atEnd;
    this.isUnborn = name.equals("<init>");
    this.isSilent = name.equals("<clinit>");
  }

  @Override
  public void visitLineNumber(int number, Label start) {
    super.visitLineNumber(number, start);
    if (isSilent) {
      return;
    }
    line = number;
    firstLine = firstLine == 0 ? number : firstLine;
    beginsLine = true;
  }

  @Override
  public void visitEnd() {
    super.visitEnd();
    atEnd.accept(Math.max(1, firstLine));
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
    boolean isFinal = type.fields().isFinal(owner, field);
    boolean reads = opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC;
    if (line == 0 || isUnborn || isFinal && reads) {
      super.visitFieldInsn(opcode, owner, field, descriptor);
      return;
    }
    int number = number(reads ? Operation.READ : Operation.WRITE, owner, field);
    Type value = Type.getType(descriptor);
    String target = "L" + owner + ";";
    switch (opcode) {
      case Opcodes.GETFIELD ->
          bridge(
              "(" + target + ")" + descriptor,
              number,
              Bridge.Values.TARGET,
              code -> code.visitFieldInsn(opcode, owner, field, descriptor));
      case Opcodes.GETSTATIC -> {
        super.visitInsn(Opcodes.ACONST_NULL);
        Code.tell(mv, "before", "(Ljava/lang/Object;I)V", number);
        super.visitFieldInsn(opcode, owner, field, descriptor);
        tellCopy(value, "after", number);
      }
      case Opcodes.PUTSTATIC -> {
        tellCopy(value, "before", number);
        super.visitFieldInsn(opcode, owner, field, descriptor);
      }
      default -> {
        if (isFinal) {
          finalWrite(value, number);
          super.visitFieldInsn(opcode, owner, field, descriptor);
        } else {
          bridge(
              "(" + target + descriptor + ")V",
              number,
              Bridge.Values.TARGET_AND_VALUE,
              code -> code.visitFieldInsn(opcode, owner, field, descriptor));
        }
      }
    }
  }

  /** Reports the value on the stack, which stays there, without a target. */
  private void tellCopy(Type value, String method, int number) {
    super.visitInsn(value.getSize() == 1 ? Opcodes.DUP : Opcodes.DUP2);
    Code.box(mv, value);
    super.visitInsn(Opcodes.ACONST_NULL);
    super.visitInsn(Opcodes.SWAP);
    Code.tell(mv, method, FIELD_WRITE, number);
  }

  /** Only a constructor may write a final field, so this cannot move into a bridge. */
  private void finalWrite(Type value, int number) {
    if (value.getSize() == 1) {
      super.visitInsn(Opcodes.DUP2);
    } else {
      super.visitInsn(Opcodes.DUP2_X1);
      super.visitInsn(Opcodes.POP2);
      super.visitInsn(Opcodes.DUP_X2);
      super.visitInsn(Opcodes.DUP_X2);
      super.visitInsn(Opcodes.POP);
      super.visitInsn(Opcodes.DUP2_X1);
    }
    Code.box(mv, value);
    Code.tell(mv, "before", FIELD_WRITE, number);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String called, String descriptor, boolean ofInterface) {
    if (called.equals("<init>")) {
      constructor(owner, descriptor, ofInterface);
    } else if (line == 0
        || isUnborn && opcode == Opcodes.INVOKESPECIAL
        || type.isPrivateCall(owner, called, descriptor)) {
      super.visitMethodInsn(opcode, owner(opcode, owner), called, descriptor, ofInterface);
    } else {
      boolean isStatic = opcode == Opcodes.INVOKESTATIC;
      // A call of super is one of this.
      boolean ofThis = opcode == Opcodes.INVOKESPECIAL;
      String target = Type.getObjectType(owner).getDescriptor();
      boolean isBounded = BoundedWaits.isOne(owner, called, descriptor);
      boolean isClock = MovedClock.isReadBy(owner, called, descriptor);
      Set<Trait> traits = EnumSet.noneOf(Trait.class);
      if (isBounded || isClock) {
        traits.add(Trait.BOUNDED_WAIT);
      }
      if (descriptor.endsWith(")V")) {
        traits.add(Trait.VOID);
      }
      int number = type.number(name, line, beginsLine, Operation.CALL, owner, called, traits);
      beginsLine = false;
      String standIn = WaitAndNotify.standIn(owner, called, descriptor);
      Bridge.Action action =
          standIn == null
              ? code -> {
                if (type.copiesCollections() && owner.equals(BITS)) {
                  Code.toTarget(code, descriptor);
                }
                if (isBounded || BoundedWaits.isPause(owner, called, descriptor)) {
                  BoundedWaits.write(code, owner, called, descriptor, number);
                }
                code.visitMethodInsn(opcode, owner(opcode, owner), called, descriptor, ofInterface);
                if (isClock) {
                  MovedClock.write(code, called, descriptor, number);
                }
              }
              : code -> Code.standIn(code, called, standIn, number);
      Handle bridge =
          type.bridge(
              !ofThis,
              isStatic || ofThis ? descriptor : "(" + target + descriptor.substring(1),
              line,
              number,
              isStatic ? Bridge.Values.STATIC_CALL : Bridge.Values.CALL,
              action);
      call(bridge);
    }
    if (type.copiesCollections()
        && called.equals("getClass")
        && descriptor.equals("()Ljava/lang/Class;")) {
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          Type.getInternalName(SharedActions.class),
          "original",
          "(Ljava/lang/Class;)Ljava/lang/Class;",
          false);
    }
  }

  /** A static method that makes an object is one of the class to be made. */
  private String owner(int opcode, String owner) {
    return opcode == Opcodes.INVOKESTATIC ? type.made(owner) : owner;
  }

  private void constructor(String owner, String descriptor, boolean ofInterface) {
    boolean ofNew = made > 0;
    made -= ofNew ? 1 : 0;
    if (line > 0 && !(isUnborn && !ofNew) && !type.isPrivateCall(owner, "<init>", descriptor)) {
      int number = number(Operation.NEW, owner, "");
      super.visitInsn(Opcodes.ACONST_NULL);
      Code.tell(mv, "before", "(Ljava/lang/Object;I)V", number);
    }
    isUnborn &= ofNew;
    super.visitMethodInsn(
        Opcodes.INVOKESPECIAL, type.made(owner), "<init>", descriptor, ofInterface);
  }

  @Override
  public void visitTypeInsn(int opcode, String named) {
    made += opcode == Opcodes.NEW ? 1 : 0;
    super.visitTypeInsn(opcode, opcode == Opcodes.NEW ? type.made(named) : named);
  }

  /**
   * A reference to a method of a library becomes a reference to a bridge. The same holds for string
   * concatenation, because it may read a collection.
   */
  @Override
  public void visitInvokeDynamicInsn(
      String called, String descriptor, Handle factory, Object... arguments) {
    if (line > 0
        && type.copiesCollections()
        && factory.getOwner().equals("java/lang/invoke/StringConcatFactory")
        && Stream.of(Type.getArgumentTypes(descriptor)).anyMatch(InstrumentedMethod::isReadable)) {
      call(
          type.bridge(
              true,
              descriptor,
              line,
              number(Operation.CALL, "java/lang/String", "concat"),
              Bridge.Values.STATIC_CALL,
              code -> code.visitInvokeDynamicInsn(called, descriptor, factory, arguments)));
      return;
    }
    Object[] replaced = arguments.clone();
    if (factory.getOwner().equals("java/lang/invoke/LambdaMetafactory")
        && arguments[1] instanceof Handle method
        && !method.getOwner().equals(type.type())) {
      boolean isPrivate =
          line == 0 || type.isPrivateCall(method.getOwner(), method.getName(), method.getDesc());
      replaced[1] = isPrivate ? made(method) : bridged(method, Type.getArgumentTypes(descriptor));
    }
    super.visitInvokeDynamicInsn(called, descriptor, factory, replaced);
  }

  /** Whether the text of a value may depend on something that other threads change. */
  private static boolean isReadable(Type value) {
    return value.getSort() == Type.OBJECT
        && !value.getInternalName().matches("java/lang/(String|Integer|Long|Boolean|Double)");
  }

  /** A reference to what makes an object is one to what makes the object in its place. */
  private Handle made(Handle method) {
    boolean makes =
        method.getTag() == Opcodes.H_NEWINVOKESPECIAL || method.getTag() == Opcodes.H_INVOKESTATIC;
    return makes
        ? new Handle(
            method.getTag(),
            type.made(method.getOwner()),
            method.getName(),
            method.getDesc(),
            method.isInterface())
        : method;
  }

  private Handle bridged(Handle method, Type[] captured) {
    int opcode =
        switch (method.getTag()) {
          case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
          case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
          case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
          default -> 0;
        };
    if (opcode == 0) {
      return made(method);
    }
    boolean isStatic = opcode == Opcodes.INVOKESTATIC;
    // What is captured must have the type of the parameter.
    Type target = captured.length > 0 ? captured[0] : Type.getObjectType(method.getOwner());
    String descriptor = method.getDesc();
    return type.bridge(
        true,
        isStatic ? descriptor : "(" + target + descriptor.substring(1),
        line,
        number(Operation.CALL, method.getOwner(), method.getName()),
        isStatic ? Bridge.Values.STATIC_CALL : Bridge.Values.CALL,
        code ->
            code.visitMethodInsn(
                opcode,
                owner(opcode, method.getOwner()),
                method.getName(),
                descriptor,
                method.isInterface()));
  }

  @Override
  public void visitInsn(int opcode) {
    if (line == 0) {
      super.visitInsn(opcode);
    } else if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
      load(opcode);
    } else if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
      store(opcode);
    } else if (opcode == Opcodes.MONITORENTER) {
      int number = number(Operation.ENTER, "", "");
      super.visitInsn(Opcodes.DUP);
      Code.tell(mv, "before", "(Ljava/lang/Object;I)V", number);
      super.visitInsn(Opcodes.DUP);
      super.visitInsn(opcode);
      super.visitInsn(Opcodes.ACONST_NULL);
      Code.tell(mv, "after", FIELD_WRITE, number);
    } else if (opcode == Opcodes.MONITOREXIT) {
      super.visitInsn(Opcodes.DUP);
      int number = type.number(name, line, beginsLine, Operation.EXIT, "", "");
      Code.tell(mv, "before", "(Ljava/lang/Object;I)V", number);
      super.visitInsn(opcode);
    } else {
      super.visitInsn(opcode);
    }
  }

  private void load(int opcode) {
    int number = number(Operation.READ_ELEMENT, "", "");
    super.visitInsn(Opcodes.DUP2);
    Code.tell(mv, "before", "(Ljava/lang/Object;II)V", number);
    super.visitInsn(Opcodes.DUP2);
    super.visitInsn(opcode);
    Type value =
        switch (opcode) {
          case Opcodes.LALOAD -> Type.LONG_TYPE;
          case Opcodes.DALOAD -> Type.DOUBLE_TYPE;
          case Opcodes.FALOAD -> Type.FLOAT_TYPE;
          case Opcodes.CALOAD -> Type.CHAR_TYPE;
          case Opcodes.AALOAD -> Type.getObjectType("java/lang/Object");
          default -> Type.INT_TYPE;
        };
    super.visitInsn(value.getSize() == 1 ? Opcodes.DUP_X2 : Opcodes.DUP2_X2);
    Code.box(mv, value);
    Code.tell(mv, "after", "(Ljava/lang/Object;ILjava/lang/Object;I)V", number);
  }

  private void store(int opcode) {
    int number = number(Operation.WRITE_ELEMENT, "", "");
    String element =
        switch (opcode) {
          case Opcodes.IASTORE -> "I";
          case Opcodes.LASTORE -> "J";
          case Opcodes.FASTORE -> "F";
          case Opcodes.DASTORE -> "D";
          case Opcodes.CASTORE -> "C";
          case Opcodes.SASTORE -> "S";
          default -> "Ljava/lang/Object;";
        };
    if (opcode == Opcodes.BASTORE) {
      Code.tell(mv, "store", "(Ljava/lang/Object;III)V", number);
    } else {
      bridge(
          "([" + element + "I" + element + ")V",
          number,
          Bridge.Values.ELEMENT,
          code -> code.visitInsn(opcode));
    }
  }

  private void bridge(String descriptor, int number, Bridge.Values values, Bridge.Action action) {
    call(type.bridge(true, descriptor, line, number, values, action));
  }

  private void call(Handle bridge) {
    boolean isStatic = bridge.getTag() == Opcodes.H_INVOKESTATIC;
    super.visitMethodInsn(
        isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL,
        bridge.getOwner(),
        bridge.getName(),
        bridge.getDesc(),
        bridge.isInterface());
  }

  /** The next action is one before which a thread can be paused. */
  private int number(Operation operation, String owner, String member) {
    int number = type.number(name, line, beginsLine, operation, owner, member);
    beginsLine = false;
    return number;
  }
}
