package sharing.testkit;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.Order;

/**
 * Runs the test classes of a lesson step by step: by the number of their {@link Order}, those of
 * one step by name, and the student's own, which have no step, at the end. So the first test that
 * fails is the same one everywhere; how a folder lists its files is up to the file system.
 *
 * <p>JUnit's own order is its superclass: about any other one, JUnit writes a warning into the
 * output of the tests, that it does not heed {@link Order}.
 */
public final class StepOrder extends ClassOrderer.OrderAnnotation {
  @Override
  public void orderClasses(ClassOrdererContext context) {
    context
        .getClassDescriptors()
        .sort(
            Comparator.comparingInt(StepOrder::step)
                .thenComparing(descriptor -> descriptor.getTestClass().getName()));
  }

  private static int step(ClassDescriptor descriptor) {
    return descriptor.findAnnotation(Order.class).map(Order::value).orElse(Integer.MAX_VALUE);
  }
}
