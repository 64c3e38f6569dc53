package kinoloom.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.ArtifactStore;
import kinoloom.graph.Kind;
import kinoloom.graph.Missing;
import kinoloom.graph.Opaque;
import kinoloom.graph.Problem;
import kinoloom.graph.Schema;
import kinoloom.graph.Step;
import kinoloom.graph.ValueException;
import kinoloom.journal.Event;
import kinoloom.journal.Values;
import kinoloom.plan.Asking;
import kinoloom.plan.StepState;
import kinoloom.platform.Catalogue;
import kinoloom.platform.FieldSpec;
import kinoloom.platform.MediaFile;
import kinoloom.platform.ModelSpec;
import kinoloom.platform.Money;
import kinoloom.platform.Platform;
import kinoloom.platform.Request;

/** Turns a step and the values of its words into the request that is sent, to the letter. */
final class Preparation {
  /** Words that are no fields of a model. */
  private static final Set<String> OURS =
      Set.of("model", "options", Step.AFTER, Step.ON_MISSING, Pictures.FIT, Pictures.FIT_RATIO);

  private final Catalogue catalogue;
  private final ArtifactStore store;
  private final String scope;
  private final Pictures pictures;
  private final Options options;
  private final BiFunction<Step, Artifact, String> origin;

  /**
   * @param origin what people call a picture that a step uses
   */
  Preparation(Platform platform, ArtifactStore store, BiFunction<Step, Artifact, String> origin) {
    this.catalogue = platform.catalogue();
    this.store = store;
    this.scope = platform.scope();
    this.origin = origin;
    this.pictures = new Pictures(store, origin);
    this.options = new Options(catalogue);
  }

  /** The platform's word for what a kind of step asks of it. */
  static String category(Kind kind) {
    return kind == Kind.CHAT ? "t2t" : kind.verb();
  }

  /** The model of a step; empty for a local step, and for a model that nobody knows. */
  Optional<ModelSpec> spec(Step step) {
    if (!step.kind().remote()) return Optional.empty();
    return catalogue.find(category(step.kind()), step.model());
  }

  /**
   * Checks the words of a remote step.
   *
   * @param words the values that are known; files may be anything
   * @param pending words that are given but whose values are not known yet
   */
  List<Problem> check(Step step, Map<String, Object> words, Set<String> pending) {
    if (step.kind() == Kind.CUT) return new Cutting(step, words).check(pending);
    if (!step.kind().remote()) return List.of();
    String model = step.model();
    if (model.isEmpty()) {
      return List.of(
          new Problem(
              step.place(),
              "'" + step.id() + "' names no model",
              "write model '" + catalogue.of(category(step.kind())).get(0).model() + "'"));
    }
    ModelSpec spec = spec(step).orElse(null);
    if (spec == null) {
      return List.of(
          Problem.at(step.place("model"), catalogue.explainUnknown(category(step.kind()), model)));
    }
    List<Problem> problems = new ArrayList<>();
    ModelSpec.Checked checked = spec.check(fields(words), fieldNames(pending));
    problems.addAll(problems(step, checked.faults()));
    Object messages = fields(words).get(Conversation.WORD);
    if (takesMessages(step, Conversation.WORD) && messages instanceof List<?> list) {
      problems.addAll(
          Conversation.check(step.place(Conversation.WORD), list, it -> origin.apply(step, it)));
    }
    problems.addAll(options.check(step, spec, options(words)));
    problems.addAll(pictures.checkFit(step, spec, words, checked.params()));
    return problems;
  }

  private static List<Problem> problems(Step step, List<ModelSpec.Fault> faults) {
    return faults.stream()
        .map(it -> new Problem(step.place(it.word()), it.message(), it.hint()))
        .toList();
  }

  /** Whether a word of a step is a text, number or yes or no: no list, whatever is in it. */
  boolean takesText(Step step, String word) {
    return spec(step)
        .flatMap(it -> it.field(word))
        .filter(it -> !it.file() && !it.conversation())
        .isPresent();
  }

  /** Whether a word of a step is a conversation, which can be checked before all of it is known. */
  boolean takesMessages(Step step, String word) {
    return spec(step).flatMap(it -> it.field(word)).filter(FieldSpec::conversation).isPresent();
  }

  /** Checks that the files of a step are of the kind that its words want. */
  List<Problem> checkFiles(Step step, Map<String, Object> words) {
    List<Problem> problems = new ArrayList<>();
    if (step.kind() == Kind.CUT) {
      checkFilm(step, words, problems);
    } else if (step.kind().remote()) {
      problems.addAll(options.checkData(step, options(words)));
      for (FieldSpec field : spec(step).orElseThrow().fields()) {
        if (field.file()) {
          checkFile(step, field.word(), field.media(), words.get(field.word()), problems);
        }
      }
    }
    return problems;
  }

  /**
   * Checks that a step has no more files than its model takes. For a step whose result is not there
   * yet: most of these numbers are a vendor's, and what was made once is no reason to refuse it
   * now.
   */
  List<Problem> checkCounts(Step step, Map<String, Object> words) {
    return spec(step)
        .map(it -> problems(step, it.check(fields(words), Set.of()).tooMany()))
        .orElse(List.of());
  }

  /**
   * Checks the pictures of a step that are known against what its model takes. For a step whose
   * result is not there yet: what was made of a picture once is no reason to refuse it now.
   */
  List<Problem> checkPictures(Step step, Map<String, Object> words) {
    if (!step.kind().remote()) return List.of();
    ModelSpec spec = spec(step).orElseThrow();
    return pictures.check(step, spec, words, params(spec, words));
  }

  private void checkFilm(Step step, Map<String, Object> words, List<Problem> problems) {
    List<Object> clips = flat(words.get(Cutting.CLIPS));
    clips.removeIf(it -> it instanceof Missing);
    boolean stills = words.containsKey(Cutting.SECONDS);
    if (stills) clips.removeIf(it -> kindOf(it).equals("image"));
    checkFile(step, Cutting.CLIPS, "video", clips, problems);
    if (!stills) problems.replaceAll(it -> toBeShown(it, clips));
    List<Object> sounds = flat(words.get(Cutting.MUSIC));
    sounds.removeIf(it -> List.of("video", "other").contains(kindOf(it)));
    checkFile(step, Cutting.MUSIC, "audio", sounds, problems);
  }

  private static Problem toBeShown(Problem problem, List<Object> clips) {
    boolean picture = clips.stream().anyMatch(it -> kindOf(it).equals("image"));
    if (!picture || !problem.hint().isEmpty()) return problem;
    return new Problem(
        problem.place(), problem.message(), "seconds 3 shows a picture for that long");
  }

  private void checkFile(
      Step step, String word, String media, Object value, List<Problem> problems) {
    for (Object file : flat(value)) {
      String is = kindOf(file);
      if (is.isEmpty() || is.equals(media)) continue;
      problems.add(
          new Problem(
              step.place(word),
              word
                  + " of '"
                  + step.id()
                  + "' wants "
                  + NAMES.get(media)
                  + ", and "
                  + seen(step, file)
                  + " is "
                  + NAMES.get(is)
                  + seems(file, is),
              hint(step, word, media, is)));
    }
  }

  /** What people call a value that is not what a word wants. */
  private String seen(Step step, Object value) {
    if (value instanceof Artifact artifact) return origin.apply(step, artifact);
    boolean open = value instanceof String text && text.contains(Opaque.MARK);
    boolean shown = value instanceof Opaque || value instanceof String && !open;
    return shown ? Conversation.shown(value) : "this";
  }

  private static String seems(Object value, String is) {
    if (!is.equals("other") || !(value instanceof Artifact artifact)) return "";
    boolean unknown = artifact.mediaType().equals("application/octet-stream");
    return unknown ? " of a kind not known here" : ": it seems to be " + artifact.mediaType();
  }

  private static String hint(Step step, String word, String media, String is) {
    if (step.kind() == Kind.CUT && word.equals(Cutting.CLIPS) && is.equals("image")) {
      return "seconds 3 shows a picture for that long";
    }
    if (is.equals("text")) return "use the result of another step, or file('name')";
    boolean unknown = media.equals("image") && is.equals("other");
    if (unknown) return "give a JPEG, PNG or WebP file";
    return media.equals("image")
        ? "use the result of a t2i step, or a picture file"
        : media.equals("video")
            ? "use the result of a clip's step, or a clip file"
            : "use a sound file: file('song.mp3')";
  }

  static final Map<String, String> NAMES =
      Map.of(
          "image",
          "a picture",
          "video",
          "a clip",
          "audio",
          "a sound",
          "text",
          "text",
          "other",
          "another file");

  /** What a value is as a file; empty where nobody knows. */
  static String kindOf(Object value) {
    if (value instanceof Opaque opaque) return opaque.media();
    if (value instanceof Missing) return "";
    if (!(value instanceof Artifact artifact)) return "text";
    String kind = artifact.mediaType().replaceFirst("/.*", "");
    return NAMES.containsKey(kind) && !kind.equals("text") ? kind : "other";
  }

  /** The request of a step whose words are all known and checked. */
  Prepared prepare(Step step, Map<String, Object> words) {
    if (!step.kind().remote()) return local(step, words);
    ModelSpec spec = spec(step).orElseThrow();
    Map<String, Object> fields = fields(words);
    if (step.kind() == Kind.CHAT) instruct(step.returns(), fields);
    Map<String, Object> params = spec.check(fields, Set.of()).params();
    List<MediaFile> files = new ArrayList<>();
    Map<Integer, Media.Fit> fits = new LinkedHashMap<>();
    for (FieldSpec field : spec.fields()) {
      if (!field.file()) continue;
      for (Object element : flat(fields.get(field.word()))) {
        Artifact artifact = artifact(step, field, element);
        if (field.pictures() && words.get(Pictures.FIT) != null) {
          int index = files.size();
          pictures.copy(spec, field, artifact, words, params).ifPresent(it -> fits.put(index, it));
        }
        files.add(
            new MediaFile(
                field.word(), artifact.sha256(), artifact.mediaType(), store.path(artifact)));
      }
    }
    Request request = new Request(spec.category(), spec.model(), params, options(words), files);
    return new Prepared(request, described(request, fits), spec.estimate(params).high(), fits);
  }

  /**
   * What a journal would tell of a step, as far as it is known: for people, no key is taken of it.
   */
  Map<String, Object> sketch(Step step, Map<String, Object> words) {
    if (!step.kind().remote()) return local(step, words).described();
    ModelSpec spec = spec(step).orElseThrow();
    Map<String, Object> fields = fields(words);
    if (step.kind() == Kind.CHAT) instruct(step.returns(), fields);
    List<MediaFile> files = new ArrayList<>();
    for (FieldSpec field : spec.fields()) {
      if (!field.file()) continue;
      for (Object element : flat(fields.get(field.word()))) {
        if (!(element instanceof Artifact file)) continue;
        files.add(new MediaFile(field.word(), file.sha256(), file.mediaType(), store.path(file)));
      }
    }
    Map<String, Object> params = spec.check(fields, Set.of()).params();
    Request request = new Request(spec.category(), spec.model(), params, options(words), files);
    return described(request, Map.of());
  }

  /** The fields of a model, as far as they are known, with its defaults. */
  Map<String, Object> params(ModelSpec spec, Map<String, Object> words) {
    return spec.check(fields(words), Set.of()).params();
  }

  private static Map<String, Object> fields(Map<String, Object> words) {
    Map<String, Object> fields = new LinkedHashMap<>(words);
    fields.keySet().removeAll(OURS);
    fields.replaceAll((word, value) -> value instanceof List ? flat(value) : value);
    return fields;
  }

  private static Set<String> fieldNames(Set<String> words) {
    Set<String> names = new HashSet<>(words);
    names.removeAll(OURS);
    return names;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> options(Map<String, Object> words) {
    Object options = words.get("options");
    return options == null ? Map.of() : (Map<String, Object>) options;
  }

  /** Tells a chat model what it is, and the shape it is to answer in. */
  private static void instruct(Schema shape, Map<String, Object> fields) {
    Object system = fields.get("system");
    String told = told(shape);
    if (fields.get(Conversation.WORD) instanceof List<?> messages) {
      fields.remove("system");
      String before = system == null ? "" : system.toString();
      fields.put(Conversation.WORD, Conversation.instructed(messages, before, told));
    } else if (!told.isEmpty()) {
      fields.put("system", system == null ? told : system + "\n\n" + told);
    }
  }

  /**
   * The same request with what was answered and what is wrong with that. It stands for the first:
   * what comes of it is the result of that one.
   *
   * @param said the answer; empty if it is lost
   */
  Prepared askAgain(Step step, Prepared first, Asking asking, String said) {
    ModelSpec spec = spec(step).orElseThrow();
    Map<String, Object> fields = new LinkedHashMap<>(first.request().params());
    List<Object> messages = SecondQuestion.messages(fields, asking, said);
    fields.remove("system");
    fields.remove("prompt");
    fields.put(Conversation.WORD, messages);
    Map<String, Object> params = spec.check(fields, Set.of()).params();
    Request request =
        new Request(
            spec.category(),
            spec.model(),
            params,
            first.request().options(),
            first.request().files());
    return new Prepared(request, first.described(), spec.estimate(params).high(), first.fits());
  }

  static String told(Schema shape) {
    if (shape == null || shape.equals(Schema.TEXT)) return "";
    List<String> remarks = shape.remarks();
    String more = remarks.isEmpty() ? "" : "\n" + String.join("\n", remarks);
    return "Answer with one JSON value and nothing else: no prose, no code fences. It has exactly"
        + " this shape, where each value names the type to put there and a list holds as many"
        + " elements as are asked for:\n"
        + Values.inOrder(shape.example())
        + more;
  }

  private static Artifact artifact(Step step, FieldSpec field, Object value) {
    if (value instanceof Artifact artifact) return artifact;
    throw new ValueException(
        field.word() + " of '" + step.id() + "' wants a file, and this is '" + value + "'");
  }

  /** The elements of a list of lists of anything. */
  static List<Object> flat(Object value) {
    List<Object> flat = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) flat.addAll(flat(element));
    } else if (value != null) {
      flat.add(value);
    }
    return flat;
  }

  private Map<String, Object> described(Request request, Map<Integer, Media.Fit> fits) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("scope", scope);
    described.put("category", request.category());
    described.put("model", request.model());
    described.put("params", request.params());
    Map<String, Object> options = new LinkedHashMap<>(request.options());
    if (request.category().equals(category(Kind.CHAT))) options.remove(Options.STREAM);
    if (!options.isEmpty()) described.put("options", options);
    List<Object> files = new ArrayList<>();
    for (int i = 0; i < request.files().size(); i++) {
      MediaFile file = request.files().get(i);
      Map<String, Object> sent = new LinkedHashMap<>();
      sent.put("word", file.word());
      sent.put("sha256", file.sha256());
      if (fits.containsKey(i)) sent.put(Pictures.FIT, Pictures.described(fits.get(i)));
      files.add(sent);
    }
    if (!files.isEmpty()) described.put("files", files);
    return described;
  }

  private static Prepared local(Step step, Map<String, Object> words) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("kind", step.kind().verb());
    described.put("params", step.kind() == Kind.CUT ? Cutting.described(words) : fields(words));
    return new Prepared(null, described, Money.ZERO, Map.of());
  }

  private static List<Object> described(List<Object> clips) {
    List<Object> described = new ArrayList<>(clips);
    described.replaceAll(
        it ->
            it instanceof Missing gone
                ? Map.of(StepState.MISSING, gone.step(), "reason", gone.reason())
                : it);
    return described;
  }

  /** The request of a step; if the journal has lost it, what names its task all the same. */
  static Request again(StepState state) {
    if (state.prepared() != null) return again(state.prepared().request());
    Event.StepInfo info = state.info();
    return new Request(category(info.kind()), info.model(), Map.of(), Map.of(), List.of());
  }

  /** The request again, from what was journaled of it; without its files. */
  @SuppressWarnings("unchecked")
  private static Request again(Map<String, Object> described) {
    return new Request(
        (String) described.get("category"),
        (String) described.get("model"),
        (Map<String, Object>) described.get("params"),
        (Map<String, Object>) described.getOrDefault("options", Map.of()),
        List.of());
  }
}
