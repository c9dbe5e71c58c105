package sharing.testkit.interleaver;

import static org.objectweb.asm.Opcodes.ASM9;

import java.lang.reflect.Modifier;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Adds a call of {@link SharedActions} before each read and write of a field that is not final, and
 * of an element of an array, to a method of a collection.
 */
class InsideMethod extends MethodVisitor {
  private static final String ACTIONS = Type.getInternalName(SharedActions.class);

  private final boolean isConstructor;

  InsideMethod(MethodVisitor next, String name) {
    super(ASM9, next);
    this.isConstructor = name.equals("<init>");
  }

  /** Adds the calls to all methods of a class. */
  static ClassVisitor inAll(ClassVisitor next) {
    return new ClassVisitor(ASM9, next) {
      @Override
      public MethodVisitor visitMethod(
          int access, String name, String descriptor, String generic, String[] thrown) {
        return new InsideMethod(super.visitMethod(access, name, descriptor, generic, thrown), name);
      }
    };
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
    boolean reads = opcode == Opcodes.GETFIELD;
    // A constructor writes to an object that no other thread has seen.
    if ((reads || opcode == Opcodes.PUTFIELD && !isConstructor) && !isFinal(owner, field)) {
      int number =
          SharedActions.inside((reads ? "it reads " : "it writes ") + field, field, !reads);
      if (reads) {
        super.visitInsn(Opcodes.DUP);
      } else if (Type.getType(descriptor).getSize() == 1) {
        super.visitInsn(Opcodes.DUP2);
        super.visitInsn(Opcodes.POP);
      } else {
        super.visitInsn(Opcodes.DUP2_X1);
        super.visitInsn(Opcodes.POP2);
        super.visitInsn(Opcodes.DUP_X2);
      }
      tell("(Ljava/lang/Object;Ljava/lang/Object;I)V", number);
    }
    super.visitFieldInsn(opcode, owner, field, descriptor);
  }

  @Override
  public void visitInsn(int opcode) {
    boolean reads = opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD;
    if (reads || opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
      int number =
          SharedActions.inside(
              reads ? "it reads an element of an array" : "it writes an element of an array",
              "",
              !reads);
      if (reads) {
        super.visitInsn(Opcodes.DUP2);
      } else if (opcode == Opcodes.LASTORE || opcode == Opcodes.DASTORE) {
        super.visitInsn(Opcodes.DUP2_X2);
        super.visitInsn(Opcodes.POP2);
        super.visitInsn(Opcodes.DUP2_X2);
      } else {
        super.visitInsn(Opcodes.DUP_X2);
        super.visitInsn(Opcodes.POP);
        super.visitInsn(Opcodes.DUP2_X1);
      }
      tell("(Ljava/lang/Object;ILjava/lang/Object;I)V", number);
    }
    super.visitInsn(opcode);
  }

  private void tell(String descriptor, int number) {
    super.visitFieldInsn(
        Opcodes.GETSTATIC, CollectionCopies.HOOK, "listener", "Ljava/lang/Object;");
    super.visitLdcInsn(number);
    super.visitMethodInsn(Opcodes.INVOKESTATIC, ACTIONS, "inside", descriptor, false);
  }

  private static boolean isFinal(String owner, String field) {
    try {
      Class<?> type = Class.forName(owner.replace('/', '.'), false, null);
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        for (var declared : c.getDeclaredFields()) {
          if (declared.getName().equals(field)) {
            return Modifier.isFinal(declared.getModifiers());
          }
        }
      }
      return false;
    } catch (ClassNotFoundException e) {
      return false; // One place to pause too many does no harm.
    }
  }
}
