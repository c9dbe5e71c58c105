package sharing.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of one object in a JSON file. A field that is missing, unknown or of another type is
 * an error that names the file and the place in it.
 *
 * <p>Read all fields, and then call {@link #end}. Not safe for use by several threads.
 */
final class JsonFields {
  private final String place;
  private final JsonObject object;
  private final Set<String> known = new TreeSet<>();

  private JsonFields(String place, JsonElement element) {
    if (!element.isJsonObject()) {
      throw new IllegalArgumentException(place + ": expected an object, but found " + element);
    }
    this.place = place;
    this.object = element.getAsJsonObject();
  }

  /**
   * The object that a file holds.
   *
   * @param name the file's name in errors
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it does not hold one JSON object
   */
  static JsonFields read(Path file, String name) throws IOException {
    JsonReader reader = new JsonReader(new StringReader(Files.readString(file)));
    reader.setStrictness(Strictness.STRICT);
    JsonElement element;
    try {
      element = JsonParser.parseReader(reader);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(name + ": not valid JSON: " + e.getMessage(), e);
    }
    return new JsonFields(name, element);
  }

  /** An error at this object. */
  IllegalArgumentException error(String what) {
    return new IllegalArgumentException(place + ": " + what);
  }

  /** The text of a field, which must not be blank. */
  String text(String field) {
    return optionalText(field).orElseThrow(() -> missing(field));
  }

  Optional<String> optionalText(String field) {
    Optional<JsonElement> element = get(field);
    element.ifPresent(e -> check(field, e, isText(e), "a text"));
    return element.map(JsonElement::getAsString);
  }

  /** Whether a field is there and true. */
  boolean flag(String field) {
    Optional<JsonElement> element = get(field);
    element.ifPresent(e -> check(field, e, isFlag(e), "true or false"));
    return element.map(JsonElement::getAsBoolean).orElse(false);
  }

  /** The number in a field, which must be greater than 0. */
  double number(String field) {
    return optionalNumber(field).orElseThrow(() -> missing(field));
  }

  OptionalDouble optionalNumber(String field) {
    Optional<JsonElement> element = get(field);
    element.ifPresent(e -> check(field, e, isNumber(e) && e.getAsDouble() > 0, "a number above 0"));
    return element.map(e -> OptionalDouble.of(e.getAsDouble())).orElseGet(OptionalDouble::empty);
  }

  /** The whole number in a field, from 1 to {@link Integer#MAX_VALUE}. */
  int integer(String field) {
    return optionalInteger(field).orElseThrow(() -> missing(field));
  }

  OptionalInt optionalInteger(String field) {
    Optional<JsonElement> element = get(field);
    element.ifPresent(e -> check(field, e, isCount(e), "a whole number above 0"));
    return element.map(e -> OptionalInt.of(e.getAsInt())).orElseGet(OptionalInt::empty);
  }

  /** The whole numbers in a field, each from 1 to {@link Integer#MAX_VALUE}. */
  List<Integer> integers(String field) {
    List<Integer> integers = new ArrayList<>();
    for (JsonElement element : array(field).orElseThrow(() -> missing(field))) {
      check(field, element, isCount(element), "whole numbers above 0");
      integers.add(element.getAsInt());
    }
    return integers;
  }

  /** The texts in a field, each of which may be empty. */
  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (JsonElement element : array(field).orElseThrow(() -> missing(field))) {
      boolean isString = element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
      check(field, element, isString, "texts");
      texts.add(element.getAsString());
    }
    return texts;
  }

  /** The object in a field, if it is there. */
  Optional<JsonFields> object(String field) {
    return get(field).map(element -> new JsonFields(place + ", " + field, element));
  }

  /**
   * The objects in a field, or none if it is not there.
   *
   * @param kind what one of them is called in errors
   * @param name the field that names one of them in errors; without it, the place in the list does
   */
  List<JsonFields> objects(String field, String kind, String name) {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonElement element : array(field).orElse(List.of())) {
      boolean isNamed = element.isJsonObject() && isText(element.getAsJsonObject().get(name));
      Object which =
          isNamed
              ? '"' + element.getAsJsonObject().get(name).getAsString() + '"'
              : objects.size() + 1;
      objects.add(new JsonFields(place + ", " + kind + " " + which, element));
    }
    return objects;
  }

  /**
   * All fields have been read.
   *
   * @throws IllegalArgumentException if there are others
   */
  void end() {
    for (String field : object.keySet()) {
      if (!known.contains(field)) {
        throw error("unknown field \"" + field + "\"; known are " + String.join(", ", known));
      }
    }
  }

  private Optional<JsonElement> get(String field) {
    known.add(field);
    return Optional.ofNullable(object.get(field));
  }

  private Optional<List<JsonElement>> array(String field) {
    Optional<JsonElement> element = get(field);
    element.ifPresent(e -> check(field, e, e.isJsonArray(), "a list"));
    return element.map(e -> e.getAsJsonArray().asList());
  }

  private IllegalArgumentException missing(String field) {
    return error("\"" + field + "\" is missing");
  }

  private void check(String field, JsonElement element, boolean isRight, String expected) {
    if (!isRight) {
      throw error("\"" + field + "\" must be " + expected + ", but is " + element);
    }
  }

  private static boolean isText(JsonElement element) {
    return element != null
        && element.isJsonPrimitive()
        && element.getAsJsonPrimitive().isString()
        && !element.getAsString().isBlank();
  }

  private static boolean isFlag(JsonElement element) {
    return element.isJsonPrimitive() && element.getAsJsonPrimitive().isBoolean();
  }

  private static boolean isNumber(JsonElement element) {
    return element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber();
  }

  private static boolean isCount(JsonElement element) {
    return isNumber(element)
        && element.getAsDouble() >= 1
        && element.getAsDouble() <= Integer.MAX_VALUE
        && element.getAsDouble() == Math.rint(element.getAsDouble());
  }
}
