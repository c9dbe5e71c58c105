package sharing.testkit.interleaver;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes one method that does one shared action, and tells {@link SharedActions} of it. */
final class Bridge {
  private static final String THROWABLE = "java/lang/Throwable";

  private final String type;
  private final MethodVisitor code;
  private final boolean isStatic;
  private final Type[] parameters;
  private final Type result;

  /** What the parameters of a bridge are. */
  enum Values {
    /** The target is the first parameter, or this; there are no details. */
    TARGET,
    /** The target is the first parameter, and the value to be written the second. */
    TARGET_AND_VALUE,
    /** An array, an index, and the value to be written. */
    ELEMENT,
    /** The target is the first parameter, or this; the others are the arguments of a call. */
    CALL,
    /** All are the arguments of a call. */
    STATIC_CALL
  }

  /** Writes the instruction itself: what it needs is on the stack. */
  interface Action {
    void write(MethodVisitor code);
  }

  Bridge(String type, MethodVisitor code, boolean isStatic, String descriptor) {
    this.type = type;
    this.code = code;
    this.isStatic = isStatic;
    this.parameters = Type.getArgumentTypes(descriptor);
    this.result = Type.getReturnType(descriptor);
  }

  void write(int line, int number, Values values, Action action) {
    code.visitCode();
    Label start = new Label();
    code.visitLabel(start);
    code.visitLineNumber(line, start);
    switch (values) {
      case TARGET -> {
        pushTarget();
        tell("before", "(Ljava/lang/Object;I)V", number);
      }
      case TARGET_AND_VALUE -> {
        pushTarget();
        pushBoxed(1);
        tell("before", "(Ljava/lang/Object;Ljava/lang/Object;I)V", number);
      }
      case ELEMENT -> {
        push(0);
        push(1);
        pushBoxed(2);
        tell("beforeStore", "(Ljava/lang/Object;ILjava/lang/Object;I)V", number);
      }
      default -> {
        pushTarget(values);
        pushArguments(values);
        tell("before", "(Ljava/lang/Object;[Ljava/lang/Object;I)V", number);
      }
    }
    boolean isCall = values == Values.CALL || values == Values.STATIC_CALL;
    Label begin = new Label();
    Label end = new Label();
    Label thrown = new Label();
    if (isCall) {
      code.visitTryCatchBlock(begin, end, thrown, null);
    }
    code.visitLabel(begin);
    Label failed = new Label();
    boolean mayFail = WaitAndNotify.isWeak(SharedActions.position(number));
    if (mayFail) {
      askWhetherItFails(number, failed);
    }
    if (!isStatic) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
    }
    for (int i = 0; i < parameters.length; i++) {
      push(i);
    }
    action.write(code);
    code.visitLabel(end);
    if (mayFail) {
      code.visitLabel(failed);
      frame(Opcodes.INTEGER);
    }
    switch (values) {
      case TARGET -> {
        keepResult();
        pushTarget();
        pushResult();
        tell("after", "(Ljava/lang/Object;Ljava/lang/Object;I)V", number);
        code.visitVarInsn(result.getOpcode(Opcodes.ILOAD), free());
      }
      case CALL, STATIC_CALL -> {
        keepResult();
        pushTarget(values);
        pushResult();
        pushArguments(values);
        tell("after", "(Ljava/lang/Object;Ljava/lang/Object;[Ljava/lang/Object;I)V", number);
        if (result != Type.VOID_TYPE) {
          code.visitVarInsn(result.getOpcode(Opcodes.ILOAD), free());
        }
      }
      default -> {}
    }
    code.visitInsn(result.getOpcode(Opcodes.IRETURN));
    if (isCall) {
      code.visitLabel(thrown);
      frame(THROWABLE);
      code.visitVarInsn(Opcodes.ASTORE, free());
      pushTarget(values);
      code.visitVarInsn(Opcodes.ALOAD, free());
      pushArguments(values);
      tell("thrown", "(Ljava/lang/Object;Ljava/lang/Throwable;[Ljava/lang/Object;I)V", number);
      code.visitVarInsn(Opcodes.ALOAD, free());
      code.visitInsn(Opcodes.ATHROW);
    }
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Goes to where the call has returned, with false, if it is to fail without a reason. */
  private void askWhetherItFails(int number, Label failed) {
    code.visitInsn(Opcodes.ICONST_0);
    code.visitLdcInsn(number);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, WaitAndNotify.NAME, "isEarly", "(I)Z", false);
    code.visitJumpInsn(Opcodes.IFNE, failed);
    code.visitInsn(Opcodes.POP);
  }

  /** Where code can be jumped to: the parameters, and what is on the stack. */
  private void frame(Object onTheStack) {
    List<Object> locals = Code.locals(isStatic ? null : type, parameters);
    code.visitFrame(Opcodes.F_FULL, locals.size(), locals.toArray(), 1, new Object[] {onTheStack});
  }

  private void pushTarget(Values values) {
    if (values == Values.STATIC_CALL) {
      code.visitInsn(Opcodes.ACONST_NULL);
    } else {
      pushTarget();
    }
  }

  private void pushTarget() {
    code.visitVarInsn(Opcodes.ALOAD, 0);
  }

  private void pushArguments(Values values) {
    int first = isStatic && values == Values.CALL ? 1 : 0;
    code.visitIntInsn(Opcodes.SIPUSH, parameters.length - first);
    code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    for (int i = first; i < parameters.length; i++) {
      code.visitInsn(Opcodes.DUP);
      code.visitIntInsn(Opcodes.SIPUSH, i - first);
      pushBoxed(i);
      code.visitInsn(Opcodes.AASTORE);
    }
  }

  private void push(int parameter) {
    code.visitVarInsn(parameters[parameter].getOpcode(Opcodes.ILOAD), local(parameter));
  }

  private void pushBoxed(int parameter) {
    push(parameter);
    Code.box(code, parameters[parameter]);
  }

  private int local(int parameter) {
    int local = isStatic ? 0 : 1;
    for (int i = 0; i < parameter; i++) {
      local += parameters[i].getSize();
    }
    return local;
  }

  private int free() {
    return local(parameters.length);
  }

  private void keepResult() {
    if (result != Type.VOID_TYPE) {
      code.visitVarInsn(result.getOpcode(Opcodes.ISTORE), free());
    }
  }

  private void pushResult() {
    if (result == Type.VOID_TYPE) {
      code.visitInsn(Opcodes.ACONST_NULL);
    } else {
      code.visitVarInsn(result.getOpcode(Opcodes.ILOAD), free());
      Code.box(code, result);
    }
  }

  private void tell(String method, String descriptor, int number) {
    Code.tell(code, method, descriptor, number);
  }
}
