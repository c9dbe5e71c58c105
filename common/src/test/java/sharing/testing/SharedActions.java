package sharing.testing;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the places in a class at which a thread does what another thread may notice, or may have
 * changed: it reads or writes a field that is not final, or an element of an array; it calls a
 * method; it enters a {@code synchronized} block.
 *
 * <p>What a thread does between two such places is its own affair. So to pause it before each of
 * them is to pause it everywhere.
 *
 * <p>Read from the bytecode (JVMS 4.4 and 6.5), for one line may do several: {@code count++} reads,
 * then writes.
 */
final class SharedActions {
  /** Calls that no other thread can notice. */
  private static final Pattern PRIVATE_CALL =
      Pattern.compile(
          "java/(lang|util)/.*<init>\\(\\)V"
              + "|java/lang/(Boolean|Character|Double|Integer|Long|Math|String|StringBuilder)\\..*"
              + "|java/util/Objects\\..*");

  private final ReferenceType type;
  private final Object[] constants;

  /**
   * One such place.
   *
   * @param location where it is
   * @param beginsLine whether the thread has done nothing yet of what its line does
   * @param what what the thread is about to do, as in "it writes count"
   */
  record Action(Location location, boolean beginsLine, String what) {}

  /** An entry of the constant pool that points at two others, or at one. */
  private record Pair(int first, int second) {}

  private SharedActions(ReferenceType type) throws IOException {
    this.type = type;
    this.constants = constants(type);
  }

  /** The shared actions of all methods of a class, without those of its static initialiser. */
  static List<Action> of(ReferenceType type) throws IOException {
    SharedActions actions = new SharedActions(type);
    List<Action> found = new ArrayList<>();
    for (Method method : type.methods()) {
      if (!method.isStaticInitializer() && !method.isAbstract() && !method.isNative()) {
        actions.addAll(method, found);
      }
    }
    return found;
  }

  private void addAll(Method method, List<Action> found) {
    Set<Long> lineBegins = new HashSet<>();
    try {
      method.allLineLocations().forEach(location -> lineBegins.add(location.codeIndex()));
    } catch (AbsentInformationException e) {
      return; // Made by the compiler, not by the student.
    }
    byte[] code = method.bytecodes();
    boolean beginsLine = true;
    for (int at = 0; at < code.length; at += length(code, at)) {
      beginsLine |= lineBegins.contains((long) at);
      String what = what(code, at);
      if (what != null) {
        found.add(new Action(method.locationOfCodeIndex(at), beginsLine, what));
        beginsLine = false;
      }
    }
  }

  /** What the instruction does, or null if no other thread can notice. */
  private String what(byte[] code, int at) {
    int opcode = code[at] & 0xff;
    return switch (opcode) {
      case 46, 47, 48, 49, 50, 51, 52, 53 -> "it reads an element of an array";
      case 79, 80, 81, 82, 83, 84, 85, 86 -> "it writes an element of an array";
      case 178, 180 -> field("it reads ", u2(code, at + 1));
      case 179, 181 -> field("it writes ", u2(code, at + 1));
      case 182, 183, 184, 185 -> call(u2(code, at + 1));
      case 194 -> "it enters synchronized";
      default -> null;
    };
  }

  private String field(String verb, int index) {
    String name = name(index);
    boolean isFinal =
        type.virtualMachine().classesByName(owner(index).replace('/', '.')).stream()
            .map(owner -> owner.fieldByName(name))
            .anyMatch(field -> field != null && field.isFinal());
    return isFinal ? null : verb + name;
  }

  private String call(int index) {
    String name = name(index);
    String owner = owner(index);
    if (PRIVATE_CALL.matcher(owner + "." + name + descriptor(index)).matches()) {
      return null;
    }
    return name.equals("<init>")
        ? "it makes a new " + owner.substring(owner.lastIndexOf('/') + 1)
        : "it calls " + name;
  }

  private String owner(int index) {
    return (String) constants[((Pair) constants[((Pair) constants[index]).first]).first];
  }

  private String name(int index) {
    return (String) constants[((Pair) constants[((Pair) constants[index]).second]).first];
  }

  private String descriptor(int index) {
    return (String) constants[((Pair) constants[((Pair) constants[index]).second]).second];
  }

  private static Object[] constants(ReferenceType type) throws IOException {
    Object[] constants = new Object[type.constantPoolCount()];
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(type.constantPool()))) {
      for (int i = 1; i < constants.length; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> constants[i] = in.readUTF();
          case 3, 4 -> in.readInt();
          case 5, 6 -> {
            in.readLong();
            i++; // JVMS 4.4.5: it takes up two entries.
          }
          case 7, 8, 16, 19, 20 -> constants[i] = new Pair(in.readUnsignedShort(), 0);
          case 9, 10, 11, 12, 17, 18 ->
              constants[i] = new Pair(in.readUnsignedShort(), in.readUnsignedShort());
          case 15 -> constants[i] = new Pair(in.readUnsignedByte(), in.readUnsignedShort());
          default -> throw new IOException("a constant that the JVMS does not know: " + tag);
        }
      }
    }
    return constants;
  }

  private static int length(byte[] code, int at) {
    int opcode = code[at] & 0xff;
    int aligned = (at + 4) & ~3;
    return switch (opcode) {
      case 16, 18, 21, 22, 23, 24, 25, 54, 55, 56, 57, 58, 169, 188 -> 2;
      case 17, 19, 20, 132, 187, 189, 192, 193, 198, 199 -> 3;
      case 185, 186, 200, 201 -> 5;
      case 196 -> (code[at + 1] & 0xff) == 132 ? 6 : 4;
      case 197 -> 4;
      case 170 -> aligned - at + 12 + 4 * (s4(code, aligned + 8) - s4(code, aligned + 4) + 1);
      case 171 -> aligned - at + 8 + 8 * s4(code, aligned + 4);
      default -> opcode >= 153 && opcode <= 168 || opcode >= 178 && opcode <= 184 ? 3 : 1;
    };
  }

  private static int u2(byte[] code, int at) {
    return (code[at] & 0xff) << 8 | code[at + 1] & 0xff;
  }

  private static int s4(byte[] code, int at) {
    return u2(code, at) << 16 | u2(code, at + 2);
  }
}
