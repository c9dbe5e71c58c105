package sharing.testkit.interleaver;

import java.lang.constant.ClassDesc;
import java.lang.invoke.VarHandle;
import org.objectweb.asm.Type;

/** Names the field of a VarHandle. */
final class Handles {
  private Handles() {}

  /** The field, or the element of an array; a name of its own if that is not known. */
  static String member(VarHandle handle, Object[] details) {
    if (details.length > 1 && details[0] != null && details[0].getClass().isArray()) {
      return "[" + details[1] + "]";
    }
    return handle
        .describeConstable()
        .map(description -> description.constantName())
        .orElse("handle " + System.identityHashCode(handle));
  }

  /** The class whose static field it is; a name of its own if that is not known. */
  static String declaring(VarHandle handle) {
    return handle
        .describeConstable()
        .filter(description -> description.bootstrapArgsList().get(0) instanceof ClassDesc)
        .map(description -> (ClassDesc) description.bootstrapArgsList().get(0))
        .map(type -> Type.getType(type.descriptorString()).getClassName())
        .orElse("class of " + System.identityHashCode(handle));
  }
}
