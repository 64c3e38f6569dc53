package kinoloom.dsl;

import groovy.lang.MetaMethod;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kinoloom.graph.Names;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import org.codehaus.groovy.runtime.InvokerHelper;

/** What goes wrong in the plain Groovy of a script, in words for its author. */
final class OwnCode {
  private static final Pattern CAST =
      Pattern.compile("(?s)Cannot cast object '(.*)' with class '\\S+' to class '(\\S+?)'.*");
  private static final Pattern NUMBER = Pattern.compile("For input string: \"(.*?)\".*");
  private static final Pattern INDEX =
      Pattern.compile("Index (\\d+) out of bounds for length (\\d+)");
  private static final String HINT = "the script's own code failed in this line";

  private OwnCode() {}

  static Problem problem(Throwable thrown, Place place) {
    String message = thrown.getMessage() == null ? "" : thrown.getMessage();
    String first = message.lines().findFirst().orElse("");
    if (thrown instanceof AssertionError) {
      return new Problem(place, asserted(first), "the script itself asks for it");
    }
    if (thrown instanceof ArithmeticException && first.endsWith("by zero")) {
      return new Problem(place, "A division by zero", HINT);
    }
    Matcher cast = CAST.matcher(message);
    if (cast.matches()) {
      String type = cast.group(2).replaceAll(".*\\.", "");
      return new Problem(place, "'" + cast.group(1) + "' cannot be made " + an(type), HINT);
    }
    Matcher number = NUMBER.matcher(first);
    if (thrown instanceof NumberFormatException && number.matches()) {
      return new Problem(place, "'" + number.group(1) + "' is no number", HINT);
    }
    Matcher index = INDEX.matcher(first);
    if (index.matches()) {
      String what = "There is no element [" + index.group(1) + "] in a list of " + index.group(2);
      return new Problem(place, what, "the first element is [0]");
    }
    String name = thrown.getClass().getSimpleName();
    return new Problem(place, "The script failed: " + (first.isEmpty() ? name : first), HINT);
  }

  private static String asserted(String message) {
    int values = message.indexOf(". Expression: ");
    if (values > 0) return message.substring(0, values);
    return message.startsWith("assert ")
        ? "It does not hold that " + message.substring("assert ".length()).strip()
        : message;
  }

  private static String an(String type) {
    return ("AEIO".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
  }

  static Problem noMethod(Class<?> type, String name, String arguments, Place place) {
    Set<String> known = new LinkedHashSet<>();
    if (type != null) {
      for (Method method : type.getMethods()) known.add(method.getName());
      for (MetaMethod method : InvokerHelper.getMetaClass(type).getMetaMethods()) {
        known.add(method.getName());
      }
    }
    String what = capital(kind(type)) + " has no " + name + "(" + arguments + ")";
    if (known.contains(name)) {
      return new Problem(place, what, name + " is there, and takes other values");
    }
    return new Problem(place, what + meant(name, known, "()"), HINT);
  }

  static Problem noProperty(Class<?> type, String name, Place place) {
    String what = capital(kind(type)) + " has no property '" + name + "'";
    boolean method = InvokerHelper.getMetaClass(type).respondsTo(type, name).size() > 0;
    for (Method it : type.getMethods()) method |= it.getName().equals(name);
    return new Problem(place, what, method ? "did you mean " + name + "()?" : HINT);
  }

  private static String meant(String name, Collection<String> known, String after) {
    return Names.nearest(name, known).map(it -> ". Did you mean '" + it + after + "'?").orElse("");
  }

  /** What people call values of a type. */
  static String kind(Class<?> type) {
    if (type == null) return "nothing";
    if (CharSequence.class.isAssignableFrom(type)) return "text";
    if (Number.class.isAssignableFrom(type)) return "a number";
    if (Map.class.isAssignableFrom(type)) return "name: value";
    if (Collection.class.isAssignableFrom(type)) return "a list";
    if (type == Boolean.class) return "true or false";
    return type == Class.class ? "a type" : "a " + type.getSimpleName();
  }

  private static String capital(String text) {
    return text.equals("name: value")
        ? "A map"
        : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
