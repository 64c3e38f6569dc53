package kinoloom.platform;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kinoloom.platform.FieldSpec.Type;
import kinoloom.platform.ModelSpec.Checked;
import kinoloom.platform.ModelSpec.Choice;
import kinoloom.platform.ModelSpec.Fault;

/** One check of what one step says to one model. All mistakes are found in one go. */
final class WordCheck {
  private static final String PROMPT = "prompt";
  private static final String MESSAGE = "([role: 'user', content: '…'])";

  private final ModelSpec model;
  private final FieldSpec conversation;
  private final Map<String, Object> words = new LinkedHashMap<>();
  private final Set<String> pending;
  private final Map<String, Object> params = new LinkedHashMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<Fault> tooMany = new ArrayList<>();

  WordCheck(ModelSpec model, Map<String, Object> words, Set<String> pending) {
    this.model = model;
    this.conversation =
        model.fields().stream().filter(FieldSpec::conversation).findFirst().orElse(null);
    this.pending = new LinkedHashSet<>(pending);
    words.forEach(
        (word, value) -> {
          if (value != null && !pending.contains(word)) this.words.put(word, value);
        });
    this.words.remove("model");
    this.pending.remove("model");
  }

  Checked run() {
    Set<String> given = new LinkedHashSet<>(words.keySet());
    given.addAll(pending);
    for (String word : given) if (model.field(word).isEmpty()) unknown(word);
    for (FieldSpec field : model.fields()) {
      if (!given.contains(field.word())) absent(field);
      else if (field.file()) count(field);
      else if (!pending.contains(field.word())) value(field);
    }
    for (Choice choice : model.choices()) choose(choice);
    if (converses() && given.contains(PROMPT)) twice();
    for (FieldSpec field : model.fields()) if (!field.sent()) params.remove(field.word());
    return new Checked(params, faults, tooMany);
  }

  private void twice() {
    fault(
        conversation.word(),
        conversation.word() + " is said instead of a " + PROMPT + ", and both are given",
        "leave out one of them; a " + PROMPT + " is the same as " + conversation.word() + MESSAGE);
  }

  private void fault(String word, String message, String hint) {
    faults.add(new Fault(word, message, hint));
  }

  private void unknown(String word) {
    fault(word, model.model() + " takes no " + word, whoDoes(word));
  }

  private String whoDoes(String word) {
    // Nobody is sent to a model that is not verified.
    List<ModelSpec> able =
        model.all().stream()
            .filter(it -> it.field(word).isPresent() && it.seen().isEmpty())
            .toList();
    List<String> here =
        able.stream()
            .filter(it -> it.category().equals(model.category()))
            .map(ModelSpec::model)
            .toList();
    if (!here.isEmpty()) {
      return Nearest.list(here, "and") + (here.size() == 1 ? " takes it" : " take it");
    }
    List<String> elsewhere = able.stream().map(ModelSpec::category).distinct().toList();
    if (!elsewhere.isEmpty()) {
      return "leave it out: only " + Nearest.list(elsewhere, "and") + " models take it";
    }
    List<String> own = model.fields().stream().map(FieldSpec::word).toList();
    return Nearest.to(word, own)
        .map(it -> "did you mean " + it + "?")
        .orElse("it takes " + Nearest.list(own, "and"));
  }

  private void absent(FieldSpec field) {
    if (field.required()) {
      if (!field.word().equals(PROMPT) || !converses()) missing(field);
    } else if (field.standard() != null) params.put(field.word(), field.standard());
  }

  /** Whether messages are given, which stand instead of a prompt. */
  private boolean converses() {
    return conversation != null
        && (words.containsKey(conversation.word()) || pending.contains(conversation.word()));
  }

  private void missing(FieldSpec field) {
    String example =
        switch (field.type()) {
          case STRING -> "'…'";
          case INTEGER -> "5";
          case BOOLEAN, YESNO -> "true";
          case MESSAGES -> MESSAGE;
          case FILE -> "with a picture of another step, or a file";
          case FILES -> "with results of other steps, or files";
        };
    String article = field.type() == Type.FILES ? "" : "a ";
    fault(
        field.word(),
        model.model() + " needs " + article + field.word(),
        "add " + field.word() + " " + example + otherwise(field));
  }

  private String otherwise(FieldSpec field) {
    boolean either = field.word().equals(PROMPT) && conversation != null;
    return either ? ", or " + conversation.word() + MESSAGE : "";
  }

  private void count(FieldSpec field) {
    if (pending.contains(field.word())) return;
    int files = words.get(field.word()) instanceof Collection<?> many ? many.size() : 1;
    if (files == 0) {
      if (field.required()) missing(field);
      return;
    }
    Integer most = field.type() == Type.FILE ? Integer.valueOf(1) : field.limits().max();
    if (most == null || files <= most) return;
    String allowed = most == 1 ? "one " + field.word() : "at most " + most + " " + field.word();
    tooMany.add(
        new Fault(
            field.word(),
            model.model() + " takes " + allowed + ", not " + files,
            "leave out " + (files - most)));
  }

  private void value(FieldSpec field) {
    Object raw = words.get(field.word());
    Object value = canonical(field.type(), raw);
    if (value == null) {
      fault(
          field.word(),
          field.word() + " must be " + field.type().inWords() + ", not " + shown(raw),
          offered(field));
    } else if (field.conversation()) {
      conversation(field, (List<?>) value);
    } else if (field.required() && value instanceof String text && text.isBlank()) {
      fault(
          field.word(),
          "the " + field.word() + " is empty",
          "say what " + model.model() + " is to make");
    } else if (!field.limits().values().isEmpty()) {
      oneOf(field, value);
    } else if (value instanceof Integer number && outside(field, number)) {
      notOffered(field, number);
    } else {
      params.put(field.word(), value);
    }
  }

  private void conversation(FieldSpec field, List<?> messages) {
    params.put(field.word(), messages);
    if (messages.isEmpty()) {
      fault(
          field.word(),
          field.word() + " has no message in it",
          "say what " + model.model() + " is to answer");
    }
  }

  private void oneOf(FieldSpec field, Object value) {
    for (Object allowed : field.limits().values()) {
      if (spelling(allowed).equals(spelling(value))) {
        params.put(field.word(), allowed);
        return;
      }
    }
    notOffered(field, value);
  }

  /** What two spellings of one value have in common: 720P and 720p, 1280x720 and 1280*720. */
  private static String spelling(Object value) {
    return value
        .toString()
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("(?<=\\d) ?[x×] ?(?=\\d)", "*");
  }

  private static boolean outside(FieldSpec field, int number) {
    Integer min = field.limits().min();
    Integer max = field.limits().max();
    return min != null && number < min || max != null && number > max;
  }

  private void notOffered(FieldSpec field, Object value) {
    fault(
        field.word(),
        field.word() + " " + value + " is not offered by " + model.model(),
        offered(field));
  }

  private static String offered(FieldSpec field) {
    FieldSpec.Limits limits = field.limits();
    if (!limits.values().isEmpty()) return "use " + Nearest.list(limits.values(), "or");
    if (limits.min() != null && limits.max() != null) {
      return "use " + limits.min() + " to " + limits.max();
    }
    if (limits.min() != null) return "use " + limits.min() + " or more";
    if (limits.max() != null) return "use " + limits.max() + " or less";
    return "give " + field.type().inWords();
  }

  private void choose(Choice choice) {
    List<String> key = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (String by : choice.by()) {
      if (params.containsKey(by)) key.add(params.get(by).toString());
      if (words.containsKey(by)) said.add(by + " " + params.get(by));
    }
    // A word that is pending or at fault leaves the choice open.
    if (key.size() < choice.by().size() || pending.contains(choice.word())) return;
    String chosen = choice.values().get(String.join(" ", key));
    boolean given = words.containsKey(choice.word());
    Object value = params.get(choice.word());
    if (given && value != null && !said.isEmpty() && !value.equals(chosen)) {
      fault(
          choice.word(),
          choice.word() + " " + value + " contradicts " + Nearest.list(said, "and"),
          "leave out " + choice.word() + " or " + Nearest.list(choice.by(), "and"));
    } else if (!given && chosen == null) {
      fault(
          choice.by().get(0),
          Nearest.list(said, "with") + " is not offered by " + model.model(),
          "use " + Nearest.list(List.copyOf(choice.values().keySet()), "or"));
    } else if (!given) {
      params.put(choice.word(), chosen);
    }
  }

  /** The value as its type wants it, or null if it cannot be one. */
  private static Object canonical(Type type, Object raw) {
    return switch (type) {
      case STRING -> raw instanceof CharSequence text ? text.toString() : null;
      case INTEGER -> whole(raw);
      case BOOLEAN -> yes(raw);
      case YESNO -> {
        Boolean yes = yes(raw);
        yield yes == null ? null : yes ? "Y" : "N";
      }
      case MESSAGES -> raw instanceof List ? raw : null;
      case FILE, FILES -> throw new IllegalStateException("files are counted, not read");
    };
  }

  private static Integer whole(Object raw) {
    if (!(raw instanceof Number || raw instanceof CharSequence)) return null;
    String text = raw.toString().strip();
    if (text.length() > 20) return null;
    try {
      return new BigDecimal(text).intValueExact();
    } catch (ArithmeticException | NumberFormatException notWhole) {
      return null;
    }
  }

  private static Boolean yes(Object raw) {
    if (raw instanceof Boolean yes) return yes;
    if (!(raw instanceof CharSequence)) return null;
    return switch (raw.toString().strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y" -> true;
      case "false", "no", "n" -> false;
      default -> null;
    };
  }

  private static String shown(Object raw) {
    String text = raw.toString();
    String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return raw instanceof CharSequence ? "'" + cut + "'" : cut;
  }
}
