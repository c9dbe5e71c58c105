package sharing.testkit.interleaver;

import static org.objectweb.asm.Opcodes.ASM9;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import sharing.testkit.interleaver.CodePosition.Trait;

/**
 * Adds calls of {@link SharedActions} to each method of a class, without its static initialiser.
 *
 * <p>The object and the values of an action are on the stack, in an order that few instructions can
 * copy. So most actions move into a method of their own, a bridge: its parameters are the action's
 * object and values, and it does the action between the two calls.
 */
final class Instrumentation extends ClassVisitor {
  /** Calls that no other thread can notice. */
  private static final Pattern PRIVATE_CALL =
      Pattern.compile(
          "java/(lang|util)/.*<init>\\(\\)V"
              + "|java/lang/(Boolean|Character|Double|Integer|Long|Math|String)\\..*"
              + "|java/util/Objects\\..*");

  /** Those of them that may read a collection that they are given. */
  private static final Pattern READS =
      Pattern.compile(
          "java/lang/String\\.(join|format|valueOf\\(Ljava/lang/Object).*"
              + "|java/util/Objects\\.(equals|hash|toString).*");

  private final FieldFacts fields;
  private final ActionListener listener;
  private final Predicate<String> watched;
  private final boolean isOfTests;
  private final boolean copiesCollections;
  private final List<Runnable> bridges = new ArrayList<>();
  private String type;
  private String file;
  private boolean isInterface;
  private int index;

  /**
   * @param copiesCollections whether a thread can be paused inside a collection
   */
  Instrumentation(
      ClassWriter writer,
      FieldFacts fields,
      ActionListener listener,
      Predicate<String> watched,
      boolean isOfTests,
      boolean copiesCollections) {
    super(ASM9, writer);
    this.copiesCollections = copiesCollections;
    this.fields = fields;
    this.listener = listener;
    this.watched = watched;
    this.isOfTests = isOfTests;
  }

  @Override
  public void visit(
      int version, int access, String name, String generic, String parent, String[] interfaces) {
    super.visit(version, access, name, generic, made(parent), interfaces);
    type = name;
    isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
  }

  @Override
  public void visitSource(String source, String debug) {
    super.visitSource(source, debug);
    file = source;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String generic, String[] thrown) {
    boolean hasCode = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
    if (!hasCode) {
      return super.visitMethod(access, name, descriptor, generic, thrown);
    }
    if ((access & Opcodes.ACC_SYNCHRONIZED) == 0) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, generic, thrown);
      return new InstrumentedMethod(this, method, name, line -> {});
    }
    String body = name + "$body";
    int isStatic = access & Opcodes.ACC_STATIC;
    MethodVisitor method =
        super.visitMethod(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC | isStatic, body, descriptor, null, thrown);
    return new InstrumentedMethod(
        this,
        method,
        name,
        line -> {
          int free = access & ~Opcodes.ACC_SYNCHRONIZED;
          MethodVisitor outer = super.visitMethod(free, name, descriptor, generic, thrown);
          new SynchronizedMethod(this, outer, isStatic != 0, name, descriptor).write(body, line);
        });
  }

  @Override
  public void visitEnd() {
    List.copyOf(bridges).forEach(Runnable::run);
    super.visitEnd();
  }

  String type() {
    return type;
  }

  FieldFacts fields() {
    return fields;
  }

  boolean copiesCollections() {
    return copiesCollections;
  }

  boolean isPrivateCall(String owner, String called, String descriptor) {
    String call = owner + "." + called + descriptor;
    return PRIVATE_CALL.matcher(call).matches()
        && !(copiesCollections && READS.matcher(call).matches());
  }

  /** The class to make in place of another. */
  String made(String named) {
    return copiesCollections ? CopyNames.copy(named) : named;
  }

  /** Gives an action the number by which the calls name it. */
  int number(
      String method,
      int line,
      boolean beginsLine,
      Operation operation,
      String owner,
      String member) {
    return number(method, line, beginsLine, operation, owner, member, Set.of());
  }

  /** The same, of what is known to have some traits. */
  int number(
      String method,
      int line,
      boolean beginsLine,
      Operation operation,
      String owner,
      String member,
      Set<Trait> known) {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    traits.addAll(known);
    if (operation == Operation.READ || operation == Operation.WRITE) {
      add(traits, Trait.VOLATILE, fields.isVolatile(owner, member));
      add(traits, Trait.FINAL, fields.isFinal(owner, member));
    }
    add(traits, Trait.IN_TESTS, isOfTests);
    add(traits, Trait.WATCHED, watched.test(owner.replace('/', '.')));
    return SharedActions.number(
        new CodePosition(
            type.replace('/', '.'),
            method,
            file,
            line,
            beginsLine,
            operation,
            owner.replace('/', '.'),
            member,
            traits,
            index++),
        listener);
  }

  private static void add(Set<Trait> traits, Trait trait, boolean has) {
    if (has) {
      traits.add(trait);
    }
  }

  /**
   * Adds a bridge at the end of the class.
   *
   * @param action writes its code, without the calls around
   * @return it, as code of this class calls it
   */
  Handle bridge(
      boolean isStatic,
      String descriptor,
      int line,
      int number,
      Bridge.Values values,
      Bridge.Action action) {
    String name = "action$" + number;
    bridges.add(
        () -> {
          int access =
              Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC | (isStatic ? Opcodes.ACC_STATIC : 0);
          MethodVisitor method = super.visitMethod(access, name, descriptor, null, null);
          new Bridge(type, method, isStatic, descriptor).write(line, number, values, action);
        });
    int tag = isStatic ? Opcodes.H_INVOKESTATIC : Opcodes.H_INVOKESPECIAL;
    return new Handle(tag, type, name, descriptor, isInterface);
  }
}
