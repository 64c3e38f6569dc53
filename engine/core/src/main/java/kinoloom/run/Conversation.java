package kinoloom.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kinoloom.artifact.Artifact;
import kinoloom.graph.Names;
import kinoloom.graph.Opaque;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;

/**
 * The messages of a chat, in OpenAI's form: {@code [{"role": "user", "content": "…"}]}, where
 * content is text or a list of parts. What a rehearsal does not know yet is taken to be right.
 */
final class Conversation {
  static final String WORD = "messages";

  private static final String ROLE = "role";
  private static final String CONTENT = "content";
  private static final List<String> ROLES =
      List.of("system", "developer", "user", "assistant", "tool");
  private static final List<String> KEYS =
      List.of(ROLE, CONTENT, "name", "tool_calls", "tool_call_id");

  private final Place place;
  private final Function<Artifact, String> called;
  private final List<Problem> problems = new ArrayList<>();

  private Conversation(Place place, Function<Artifact, String> called) {
    this.place = place;
    this.called = called;
  }

  /**
   * All mistakes of all messages.
   *
   * @param called what people call a file
   */
  static List<Problem> check(Place place, List<?> messages, Function<Artifact, String> called) {
    Conversation conversation = new Conversation(place, called);
    for (int i = 0; i < messages.size(); i++) {
      conversation.message(WORD + "[" + i + "]", messages.get(i));
    }
    return conversation.problems;
  }

  private void message(String where, Object message) {
    if (message instanceof Opaque opaque && opaque.media().isEmpty()) return;
    if (!(message instanceof Map<?, ?> map)) {
      problem(
          where + " must be a map with role and content, not " + told(message),
          "write messages([role: 'user', content: '…'])");
      return;
    }
    map.forEach((key, value) -> entry(where, String.valueOf(key), value));
    role(where, map.get(ROLE));
    content(where, map);
  }

  private void entry(String where, String key, Object value) {
    String odd = key.equals(ROLE) || key.equals(CONTENT) ? "" : PlainData.odd(value);
    if (!KEYS.contains(key)) {
      problem(where + " has an unknown '" + key + "'" + Names.offer(key, KEYS), "");
    } else if (!odd.isEmpty()) {
      problem(key + " of " + where + " holds " + odd + ", which cannot be sent in messages", "");
    }
  }

  private void role(String where, Object role) {
    if (open(role) || role instanceof CharSequence && ROLES.contains(role.toString())) return;
    if (role == null) {
      problem(
          where + " has no role", "write role: 'user', or another of " + String.join(", ", ROLES));
    } else {
      String offer = Names.offer(String.valueOf(role), ROLES);
      problem("There is no role " + shown(role) + " (" + where + ")" + offer, "");
    }
  }

  private void content(String where, Map<?, ?> message) {
    Object content = message.get(CONTENT);
    if (open(content)) return;
    if (content == null) {
      if (message.get("tool_calls") == null) {
        problem(where + " has no content", "write content: '…'");
      }
    } else if (content instanceof CharSequence text) {
      if (text.toString().isBlank()) problem("the content of " + where + " is empty", "");
    } else if (content instanceof List<?> parts && !parts.isEmpty()) {
      for (int i = 0; i < parts.size(); i++) part(i, where, parts.get(i));
    } else {
      problem(
          "the content of " + where + " must be text or a list of parts, not " + told(content), "");
    }
  }

  /** A part goes as it is; it only has to be one. */
  private void part(int index, String where, Object part) {
    String at = "content[" + index + "] of " + where;
    if (open(part)) return;
    if (!(part instanceof Map<?, ?> map) || !open(map.get("type")) && type(map).isEmpty()) {
      problem(
          at + " must be a part with a type, not " + told(part), "write [type: 'text', text: '…']");
      return;
    }
    String odd = PlainData.odd(part);
    if (!odd.isEmpty()) problem(at + " holds " + odd + ", which cannot be sent in messages", "");
  }

  private static String type(Map<?, ?> part) {
    return part.get("type") instanceof String type ? type.strip() : "";
  }

  /** Whether only a run will tell what it is. */
  private static boolean open(Object value) {
    return value instanceof Opaque opaque && opaque.media().isEmpty()
        || value instanceof String text && text.contains(Opaque.MARK);
  }

  private void problem(String message, String hint) {
    problems.add(new Problem(place, message, hint));
  }

  private String told(Object value) {
    return value instanceof Artifact file ? "the file " + called.apply(file) : shown(value);
  }

  static String shown(Object value) {
    if (value instanceof Opaque opaque) return "'" + opaque.name() + "'";
    String text = String.valueOf(value);
    String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return value instanceof String ? "'" + cut + "'" : cut;
  }

  /**
   * The messages with instructions at their beginning. If they begin with instructions themselves
   * all become one message, since many models take only one.
   *
   * @param before what comes before the messages' own instructions; empty if nothing
   * @param after what comes after them
   */
  static List<Object> instructed(List<?> messages, String before, String after) {
    List<Map<String, Object>> told = new ArrayList<>();
    for (Object message : messages) told.add(ordered((Map<?, ?>) message));
    String own = "";
    Map<String, Object> first = new LinkedHashMap<>(Map.of(ROLE, "system"));
    if (instructs(told.get(0))) {
      first = told.remove(0);
      own = (String) first.get(CONTENT);
    }
    String all =
        Stream.of(before, own, after)
            .filter(it -> !it.isBlank())
            .collect(Collectors.joining("\n\n"));
    first.put(CONTENT, all);
    if (!all.isEmpty()) told.add(0, first);
    return List.copyOf(told);
  }

  private static boolean instructs(Map<?, ?> message) {
    return Set.of("system", "developer").contains(String.valueOf(message.get(ROLE)))
        && message.get(CONTENT) instanceof String;
  }

  /** The same message with its keys in one order, whatever map it was written as. */
  private static Map<String, Object> ordered(Map<?, ?> message) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (String key : KEYS) {
      Object value = message.get(key);
      if (value != null) ordered.put(key, value instanceof CharSequence ? value.toString() : value);
    }
    return ordered;
  }
}
