package sharing.mmap;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Which methods of {@code VarHandle} a class calls, as its class file has it. */
final class AccessModes {
  private static final String VAR_HANDLE = "java/lang/invoke/VarHandle";

  private AccessModes() {}

  static Set<String> of(Class<?> type) throws IOException {
    Set<String> called = new HashSet<>();
    try (InputStream code = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      new ClassReader(code)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String type, String signature, String[] thrown) {
                  return calls(called);
                }
              },
              ClassReader.SKIP_DEBUG);
    }
    return called;
  }

  private static MethodVisitor calls(Set<String> called) {
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String type, boolean isInterface) {
        if (owner.equals(VAR_HANDLE)) {
          called.add(name);
        }
      }
    };
  }
}
