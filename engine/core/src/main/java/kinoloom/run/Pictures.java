package kinoloom.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.ArtifactStore;
import kinoloom.artifact.PictureFacts;
import kinoloom.graph.Problem;
import kinoloom.graph.Step;
import kinoloom.graph.ValueException;
import kinoloom.platform.FieldSpec;
import kinoloom.platform.ModelSpec;
import kinoloom.platform.PictureRule;

/**
 * Checks the pictures of a step against what its model takes, and says what copies {@code fit}
 * calls for. Reads headers only; the copies are made in the {@link Darkroom}.
 */
final class Pictures {
  /** How a picture is brought to a ratio: {@code crop}, {@code pad} or {@code blur}. */
  static final String FIT = "fit";

  /** The ratio that {@code fit} names itself. */
  static final String FIT_RATIO = "fitRatio";

  /** Part of a step's key: to be raised whenever a copy would look different. */
  private static final int VERSION = 1;

  private static final List<String> WAYS = List.of("crop", "pad", "blur");
  private static final String JPEG = "image/jpeg";
  private static final String PNG = "image/png";
  private static final String HINT =
      "add fit 'crop', 'pad' or 'blur', and a copy that it takes is sent";

  private final ArtifactStore store;
  private final BiFunction<Step, Artifact, String> origin;
  private final Map<String, PictureFacts> read = new HashMap<>();

  /**
   * @param origin what people call a picture that a step uses
   */
  Pictures(ArtifactStore store, BiFunction<Step, Artifact, String> origin) {
    this.store = store;
    this.origin = origin;
  }

  /** Mistakes in {@code fit} itself; its words may be missing because they are not known yet. */
  List<Problem> checkFit(
      Step step, ModelSpec spec, Map<String, Object> words, Map<String, Object> params) {
    List<Problem> problems = new ArrayList<>();
    Object how = words.get(FIT);
    Object ratio = words.get(FIT_RATIO);
    if (how == null) return problems;
    if (spec.fields().stream().noneMatch(FieldSpec::pictures)) {
      problems.add(
          new Problem(
              step.place(FIT), spec.model() + " takes no pictures to fit", "leave out fit"));
    } else if (!WAYS.contains(String.valueOf(how))) {
      problems.add(
          new Problem(
              step.place(FIT), "There is no fit '" + how + "'", "use 'crop', 'pad' or 'blur'"));
    } else if (ratio != null && Ratio.parse(ratio).isEmpty()) {
      problems.add(
          new Problem(
              step.place(FIT),
              "'" + ratio + "' is no ratio to fit pictures to",
              "write fit '" + how + "', '16:9'"));
    } else if (ratio != null) {
      contradiction(step, ratio, params).ifPresent(problems::add);
    }
    return problems;
  }

  private static Optional<Problem> contradiction(
      Step step, Object named, Map<String, Object> params) {
    for (String word : List.of("ratio", "size")) {
      Optional<Ratio> sent = Ratio.parse(params.get(word));
      if (sent.isEmpty() || sent.equals(Ratio.parse(named))) continue;
      return Optional.of(
          new Problem(
              step.place(FIT),
              "fit to " + named + " contradicts " + word + " " + params.get(word),
              "leave the ratio of fit out"));
    }
    return Optional.empty();
  }

  /** Checks the pictures of a step that are known; others in its words are passed over. */
  List<Problem> check(
      Step step, ModelSpec spec, Map<String, Object> words, Map<String, Object> params) {
    List<Problem> problems = new ArrayList<>();
    boolean fit = words.get(FIT) != null;
    for (FieldSpec field : spec.fields()) {
      if (!field.pictures()) continue;
      for (Object element : Preparation.flat(words.get(field.word()))) {
        if (!(element instanceof Artifact picture)) continue;
        String hint = fit ? "" : HINT;
        try {
          Optional<String> fault =
              fit ? impossible(spec, field, picture, words, params) : fault(field, picture);
          fault.ifPresent(it -> problems.add(refused(step, spec, field, picture, it, hint)));
        } catch (ValueException e) {
          problems.add(refused(step, spec, field, picture, e.getMessage(), ""));
        }
      }
    }
    return problems;
  }

  private Optional<String> impossible(
      ModelSpec spec,
      FieldSpec field,
      Artifact picture,
      Map<String, Object> words,
      Map<String, Object> params) {
    return copy(spec, field, picture, words, params)
        .flatMap(it -> rule(field).fault(it.mediaType(), it.width(), it.height(), 0))
        .map(it -> "cannot be fitted: a copy of it " + it);
  }

  private Optional<String> fault(FieldSpec field, Artifact picture) {
    PictureFacts facts = facts(picture);
    return rule(field).fault(facts.mediaType(), facts.width(), facts.height(), picture.size());
  }

  private Problem refused(
      Step step, ModelSpec spec, FieldSpec field, Artifact picture, String fault, String hint) {
    return new Problem(
        step.place(field.word()),
        field.word()
            + " of '"
            + step.id()
            + "' is not what "
            + spec.model()
            + " takes: "
            + origin.apply(step, picture)
            + " "
            + fault,
        hint);
  }

  /** The copy that is to be sent in a picture's place; empty where it is sent as it is. */
  Optional<Media.Fit> copy(
      ModelSpec spec,
      FieldSpec field,
      Artifact picture,
      Map<String, Object> words,
      Map<String, Object> params) {
    PictureFacts facts = facts(picture);
    PictureRule rule = rule(field);
    Ratio ratio = ratio(spec, words, params);
    boolean right = ratio == null || ratio.fits(facts.width(), facts.height());
    if (right && facts.orientation() == 1 && fault(field, picture).isEmpty()) {
      return Optional.empty();
    }
    String how = String.valueOf(words.get(FIT));
    // What has the ratio already keeps it to the pixel, unless a limit is in the way.
    Ratio wanted = right ? null : ratio;
    Frame frame = Frame.of(facts, wanted, how.equals("crop"), rule);
    String type = rule.takes(JPEG) ? JPEG : PNG;
    return Optional.of(new Media.Fit(how, frame.width(), frame.height(), type, rule.maxBytes()));
  }

  /** What pictures are brought to; null for their own. */
  private Ratio ratio(ModelSpec spec, Map<String, Object> words, Map<String, Object> params) {
    for (Object said :
        new Object[] {words.get(FIT_RATIO), params.get("ratio"), params.get("size")}) {
      Optional<Ratio> ratio = Ratio.parse(said);
      if (ratio.isPresent()) return ratio.get();
    }
    if (words.get("firstFrame") instanceof Artifact first && words.get("lastFrame") != null) {
      PictureFacts facts = facts(first);
      return common(spec, Ratio.of(facts.width(), facts.height()));
    }
    return null;
  }

  /** The nearest ratio that first and last frame may both have. */
  private static Ratio common(ModelSpec spec, Ratio first) {
    Ratio ratio = first;
    for (String word : List.of("firstFrame", "lastFrame")) {
      PictureRule rule = spec.field(word).map(Pictures::rule).orElse(PictureRule.NONE);
      ratio = Frame.nearest(ratio.width(), ratio.height(), rule);
    }
    return ratio;
  }

  /**
   * As it stands in a step's key. The largest file is left out: a copy is the same picture whatever
   * its limit in bytes, which is often a guess, and correcting it must not cost anything.
   */
  static Map<String, Object> described(Media.Fit fit) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("how", fit.how());
    described.put("width", fit.width());
    described.put("height", fit.height());
    if (!fit.mediaType().equals(JPEG)) described.put("mediaType", fit.mediaType());
    described.put("version", VERSION);
    return described;
  }

  private static PictureRule rule(FieldSpec field) {
    return field.limits().picture();
  }

  private PictureFacts facts(Artifact picture) {
    PictureFacts facts = read.get(picture.sha256());
    if (facts != null) return facts;
    try {
      facts = PictureFacts.of(store.path(picture));
    } catch (IOException e) {
      throw new ValueException("cannot be read: " + e.getMessage());
    }
    read.put(picture.sha256(), facts);
    return facts;
  }
}
