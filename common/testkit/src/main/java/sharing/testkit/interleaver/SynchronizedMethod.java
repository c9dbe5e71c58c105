package sharing.testkit.interleaver;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes a synchronized method as one that calls its body in a {@code synchronized} block, so that
 * its monitor is entered and left where that can be seen.
 */
final class SynchronizedMethod {
  private final Instrumentation type;
  private final MethodVisitor code;
  private final boolean isStatic;
  private final String name;
  private final String descriptor;

  SynchronizedMethod(
      Instrumentation type, MethodVisitor code, boolean isStatic, String name, String descriptor) {
    this.type = type;
    this.code = code;
    this.isStatic = isStatic;
    this.name = name;
    this.descriptor = descriptor;
  }

  /**
   * @param body the name of the method with the body
   * @param line the first line of the body
   */
  void write(String body, int line) {
    Label start = new Label();
    Label end = new Label();
    Label thrown = new Label();
    Label begin = new Label();
    code.visitCode();
    code.visitTryCatchBlock(start, end, thrown, null);
    code.visitLabel(begin);
    code.visitLineNumber(line, begin);
    int enter = type.number(name, line, true, Operation.ENTER, "", "");
    pushMonitor();
    Code.tell(code, "before", "(Ljava/lang/Object;I)V", enter);
    pushMonitor();
    code.visitInsn(Opcodes.MONITORENTER);
    pushMonitor();
    code.visitInsn(Opcodes.ACONST_NULL);
    Code.tell(code, "after", "(Ljava/lang/Object;Ljava/lang/Object;I)V", enter);
    code.visitLabel(start);
    pushParameters();
    int call = isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL;
    code.visitMethodInsn(call, type.type(), body, descriptor, false);
    code.visitLabel(end);
    int exit = type.number(name, line, false, Operation.EXIT, "", "");
    leave(exit);
    code.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
    code.visitLabel(thrown);
    List<Object> locals =
        Code.locals(isStatic ? null : type.type(), Type.getArgumentTypes(descriptor));
    code.visitFrame(
        Opcodes.F_FULL, locals.size(), locals.toArray(), 1, new Object[] {"java/lang/Throwable"});
    leave(exit);
    code.visitInsn(Opcodes.ATHROW);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void leave(int exit) {
    pushMonitor();
    Code.tell(code, "before", "(Ljava/lang/Object;I)V", exit);
    pushMonitor();
    code.visitInsn(Opcodes.MONITOREXIT);
  }

  private void pushMonitor() {
    if (isStatic) {
      code.visitLdcInsn(Type.getObjectType(type.type()));
    } else {
      code.visitVarInsn(Opcodes.ALOAD, 0);
    }
  }

  private void pushParameters() {
    int local = 0;
    if (!isStatic) {
      code.visitVarInsn(Opcodes.ALOAD, local++);
    }
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      code.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), local);
      local += parameter.getSize();
    }
  }
}
