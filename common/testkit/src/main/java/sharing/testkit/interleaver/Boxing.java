package sharing.testkit.interleaver;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Short pieces of code that {@link InstrumentedMethod} and {@link Bridge} write. */
final class Boxing {
  private static final String ACTIONS = Type.getInternalName(SharedActions.class);

  private Boxing() {}

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

  /** Calls {@link SharedActions}; all parameters but the number of the action are on the stack. */
  static void tell(MethodVisitor code, String method, String descriptor, int number) {
    code.visitLdcInsn(number);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, ACTIONS, method, descriptor, false);
  }
}
