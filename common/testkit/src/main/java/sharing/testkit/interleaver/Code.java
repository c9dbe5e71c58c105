package sharing.testkit.interleaver;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Short pieces of code that {@link InstrumentedMethod} and {@link Bridge} write. */
final class Code {
  private static final String ACTIONS = Type.getInternalName(SharedActions.class);

  private Code() {}

  /** Puts an object in the place of a value of a primitive type. */
  static void box(MethodVisitor code, Type type) {
    String box =
        switch (type.getSort()) {
          case Type.BOOLEAN -> "java/lang/Boolean";
          case Type.BYTE -> "java/lang/Byte";
          case Type.CHAR -> "java/lang/Character";
          case Type.SHORT -> "java/lang/Short";
          case Type.INT -> "java/lang/Integer";
          case Type.LONG -> "java/lang/Long";
          case Type.FLOAT -> "java/lang/Float";
          case Type.DOUBLE -> "java/lang/Double";
          default -> "";
        };
    if (!box.isEmpty()) {
      String descriptor = "(" + type.getDescriptor() + ")L" + box + ";";
      code.visitMethodInsn(Opcodes.INVOKESTATIC, box, "valueOf", descriptor, false);
    }
  }

  /**
   * The local variables of a method before its first instruction, as a frame has them.
   *
   * @param type the internal name of its class; null if it is static
   */
  static List<Object> locals(String type, Type[] parameters) {
    List<Object> locals = new ArrayList<>();
    if (type != null) {
      locals.add(type);
    }
    for (Type parameter : parameters) {
      locals.add(
          switch (parameter.getSort()) {
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.ARRAY, Type.OBJECT -> parameter.getInternalName();
            default -> Opcodes.INTEGER;
          });
    }
    return locals;
  }

  /** Calls a method of {@link WaitAndNotify}; all parameters but the number are on the stack. */
  static void standIn(MethodVisitor code, String method, String descriptor, int number) {
    code.visitLdcInsn(number);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, WaitAndNotify.NAME, method, descriptor, false);
  }

  /** Calls {@link SharedActions}; all parameters but the number of the action are on the stack. */
  static void tell(MethodVisitor code, String method, String descriptor, int number) {
    code.visitLdcInsn(number);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, ACTIONS, method, descriptor, false);
  }

  /**
   * Bits that the JDK has made can only read other such bits. Converts the only argument of their
   * method, which is on the stack.
   */
  static void toTarget(MethodVisitor code, String descriptor) {
    Type[] arguments = Type.getArgumentTypes(descriptor);
    if (arguments.length == 1 && arguments[0].getSort() == Type.OBJECT) {
      code.visitInsn(Opcodes.DUP2);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          Type.getInternalName(CopiedCollections.class),
          "readable",
          "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
          false);
      code.visitTypeInsn(Opcodes.CHECKCAST, arguments[0].getInternalName());
      code.visitInsn(Opcodes.SWAP);
      code.visitInsn(Opcodes.POP);
    }
  }
}
