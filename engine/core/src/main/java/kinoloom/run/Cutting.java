package kinoloom.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kinoloom.artifact.Artifact;
import kinoloom.graph.Missing;
import kinoloom.graph.Names;
import kinoloom.graph.Opaque;
import kinoloom.graph.Problem;
import kinoloom.graph.Step;
import kinoloom.graph.ValueException;
import kinoloom.plan.StepState;

/** The words of {@code cut}: checks them, and says what film they ask for. */
final class Cutting {
  static final String CLIPS = "clips";
  static final String SECONDS = "seconds";
  static final String MUSIC = "music";
  private static final String SUBTITLES = "subtitles";
  private static final String BURN = "subtitlesBurn";

  private static final Duration TRANSITION = Duration.ofMillis(500);

  /** How long a slate is seen where nothing tells how long its clip would have been. */
  private static final Duration SLATE = Duration.ofSeconds(3);

  /** The most that H.264 allows for up to its level 5.2, and that every encoder of it takes. */
  private static final long MOST_PIXELS = 4096 * 2304;

  private static final List<String> FITS = List.of("pad", "crop", "blur");
  private static final List<String> WAYS = List.of(Step.WAIT, Step.SLATE, Step.SKIP);
  private static final Pattern SIZE = Pattern.compile("\\s*(\\d{1,5})\\s*[x*×]\\s*(\\d{1,5})\\s*");

  private final Step step;
  private final Map<String, Object> words;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param words those whose values are known
   */
  Cutting(Step step, Map<String, Object> words) {
    this.step = step;
    this.words = words;
  }

  /**
   * @param pending words that are given but whose values are not known yet
   */
  List<Problem> check(Set<String> pending) {
    List<Object> clips = Preparation.flat(words.get(CLIPS));
    if (clips.isEmpty() && !pending.contains(CLIPS)) {
      problem(CLIPS, "'" + step.id() + "' has no clips", "write clips a, b");
    }
    for (Object name : Preparation.flat(words.get("transition"))) {
      oneOf("transition", "transition", name, Media.Transition.NAMES);
    }
    number(
        "transitionSeconds",
        "the seconds of a transition",
        0,
        10,
        "such as transition 'fade', 0.5");
    oneOf("fit", "fit", words.get("fit"), FITS);
    oneOf(Step.ON_MISSING, Step.ON_MISSING, words.get(Step.ON_MISSING), WAYS);
    number("fps", "fps", 1, 120, "such as fps 24");
    if (words.get("fps") instanceof Number fps && fps.doubleValue() % 1 != 0) {
      problem("fps", "fps is a whole number, not '" + fps + "'", "such as fps 24");
    }
    number(SECONDS, SECONDS, 0.04, 600, "such as seconds 3");
    number(
        "musicVolume", "the volume of music", 0, 4, "such as music file('song.mp3'), volume: 0.3");
    number(
        "musicFadeOut", "fadeOut of music", 0, 600, "such as music file('song.mp3'), fadeOut: 2");
    number("loudness", "loudness", -70, -5, "such as loudness(-16)");
    yesOrNo("musicDuck", "duck", "such as music file('song.mp3'), duck: true");
    yesOrNo(BURN, "burn", "such as subtitles board.shots.line, burn: true");
    checkSize();
    checkTexts(clips, pending);
    return problems;
  }

  private void checkSize() {
    Object size = words.get("size");
    if (size == null || size(size).isPresent()) return;
    problem("size", "'" + size + "' is no size of a film", "write it in pixels: size '1280x720'");
  }

  private void checkTexts(List<Object> clips, Set<String> pending) {
    if (!words.containsKey(SUBTITLES) || !checkTexts().isEmpty()) return;
    List<Object> texts = texts();
    if (pending.contains(CLIPS) || texts.size() == clips.size()) return;
    problem(
        SUBTITLES,
        "'" + step.id() + "' has " + clips.size() + " clips and " + texts.size() + " subtitles",
        "give one text for each clip; '' leaves one without");
  }

  /** Whether its subtitles are texts, which a sample of them tells as well. */
  List<Problem> checkTexts() {
    for (Object text : texts()) {
      boolean file = text instanceof Opaque opaque && !opaque.media().isEmpty();
      if (!file && !(text instanceof Map) && !(text instanceof Artifact)) continue;
      problem(
          SUBTITLES,
          "subtitles of '"
              + step.id()
              + "' wants one text for each clip, and this is "
              + kind(text),
          "write subtitles board.shots.line, where line is the text of a shot");
      return problems;
    }
    return List.of();
  }

  private static String kind(Object value) {
    return value instanceof Map ? "a map" : "a file";
  }

  private void oneOf(String word, String what, Object name, List<String> known) {
    if (name == null || known.contains(String.valueOf(name))) return;
    problem(
        word,
        "There is no " + what + " '" + name + "'" + Names.offer(String.valueOf(name), known),
        "");
  }

  private void number(String word, String what, double least, double most, String hint) {
    Object value = words.get(word);
    if (value == null) return;
    if (value instanceof Number number
        && number.doubleValue() >= least
        && number.doubleValue() <= most) return;
    problem(
        word,
        what + " is a number from " + plain(least) + " to " + plain(most) + ", not '" + value + "'",
        hint);
  }

  private static String plain(double number) {
    return number % 1 == 0 ? String.valueOf((long) number) : String.valueOf(number);
  }

  private void yesOrNo(String word, String what, String hint) {
    Object value = words.get(word);
    if (value == null || value instanceof Boolean) return;
    problem(word, what + " is true or false, not '" + value + "'", hint);
  }

  private void problem(String word, String message, String hint) {
    problems.add(new Problem(step.place(said(word)), message, hint));
  }

  /** The word that a script says for one of ours: {@code music} for {@code musicVolume}. */
  private static String said(String word) {
    return Stream.of("transition", MUSIC, SUBTITLES)
        .filter(word::startsWith)
        .findFirst()
        .orElse(word);
  }

  /** Why its subtitles cannot be drawn on this machine, as far as they are known. */
  List<Problem> undrawable(Media media) {
    if (!Boolean.TRUE.equals(words.get(BURN))) return List.of();
    StringBuilder all = new StringBuilder("A");
    for (Object text : texts()) if (text instanceof CharSequence) all.append(text);
    String known = all.toString().replaceAll("[" + Opaque.MARK + "⟩]", "");
    return media
        .undrawable(known)
        .map(
            why ->
                List.of(
                    new Problem(
                        step.place(SUBTITLES),
                        "The subtitles of '" + step.id() + "' cannot be drawn: " + why,
                        "install a font that has it, or leave out burn: true")))
        .orElse(List.of());
  }

  /** What its film is made of and how, for its key. */
  static Map<String, Object> described(Map<String, Object> words) {
    Map<String, Object> described = new LinkedHashMap<>(words);
    described.keySet().removeAll(List.of("model", "options", Step.AFTER));
    // What is whole is the same whatever would have become of what is not.
    if (!described.containsKey(StepState.MISSING)) described.remove(Step.ON_MISSING);
    if (described.containsKey(CLIPS)) {
      List<Object> clips = Preparation.flat(described.get(CLIPS));
      clips.replaceAll(
          it ->
              it instanceof Missing missing
                  ? Map.of(StepState.MISSING, missing.step(), "reason", missing.reason())
                  : it);
      described.put(CLIPS, clips);
    }
    return described;
  }

  /**
   * The film that is asked for.
   *
   * @param files where a file is
   * @param longs how long a missing clip would have been, as far as that is known
   */
  Media.Cut cut(Function<Artifact, Path> files, Function<Missing, Optional<Duration>> longs) {
    List<Media.Piece> pieces = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Object> given = texts();
    List<Object> clips = Preparation.flat(words.get(CLIPS));
    for (int i = 0; i < clips.size(); i++) {
      Object clip = clips.get(i);
      if (clip instanceof Missing && step.onMissing().equals(Step.SKIP)) continue;
      pieces.add(piece(clip, files, longs));
      texts.add(i < given.size() && given.get(i) != null ? String.valueOf(given.get(i)) : "");
    }
    if (pieces.isEmpty()) throw new ValueException("there are no clips to cut");
    Media.Subtitles subtitles =
        words.containsKey(SUBTITLES)
            ? new Media.Subtitles(texts, Boolean.TRUE.equals(words.get(BURN)))
            : null;
    Double loudness =
        words.get("loudness") instanceof Number lufs ? (Double) lufs.doubleValue() : null;
    return new Media.Cut(
        pieces, transitions(), frame(), new Media.Extras(music(files), subtitles, loudness));
  }

  private Media.Piece piece(
      Object clip, Function<Artifact, Path> files, Function<Missing, Optional<Duration>> longs) {
    if (clip instanceof Missing missing) {
      Duration shown =
          longs.apply(missing).orElse(words.containsKey(SECONDS) ? duration(SECONDS, 3) : SLATE);
      return new Media.Slate(shown, List.of(missing.step(), missing.reason()));
    }
    if (!(clip instanceof Artifact artifact)) {
      throw new ValueException("clips wants clips, and this is '" + clip + "'");
    }
    return artifact.mediaType().startsWith("image/")
        ? new Media.Still(files.apply(artifact), duration(SECONDS, 3))
        : new Media.Clip(files.apply(artifact));
  }

  private List<Media.Transition> transitions() {
    Duration time = duration("transitionSeconds", TRANSITION.toMillis() / 1000.0);
    List<Media.Transition> transitions = new ArrayList<>();
    for (Object name : Preparation.flat(words.get("transition"))) {
      transitions.add(new Media.Transition(String.valueOf(name), time));
    }
    return transitions.isEmpty() ? List.of(Media.Transition.CUT) : transitions;
  }

  private Media.Frame frame() {
    int[] size = size(words.get("size")).orElse(new int[] {0, 0});
    int fps = words.get("fps") instanceof Number number ? number.intValue() : 0;
    return new Media.Frame(size[0], size[1], fps, String.valueOf(words.getOrDefault("fit", "pad")));
  }

  private Media.Music music(Function<Artifact, Path> files) {
    if (!(words.get(MUSIC) instanceof Artifact sound)) return null;
    double volume = words.get("musicVolume") instanceof Number number ? number.doubleValue() : 1;
    return new Media.Music(
        files.apply(sound),
        volume,
        Boolean.TRUE.equals(words.get("musicDuck")),
        duration("musicFadeOut", 0));
  }

  private Duration duration(String word, double otherwise) {
    double seconds = words.get(word) instanceof Number number ? number.doubleValue() : otherwise;
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  /** One for each clip; null for none. */
  private List<Object> texts() {
    Object value = words.get(SUBTITLES);
    if (!(value instanceof List<?> list)) return value == null ? List.of() : List.of(value);
    List<Object> texts = new ArrayList<>();
    for (Object element : list) {
      if (element instanceof List<?> inner) texts.addAll(inner);
      else texts.add(element);
    }
    return texts;
  }

  private static Optional<int[]> size(Object text) {
    Matcher pair = SIZE.matcher(String.valueOf(text));
    if (!pair.matches()) return Optional.empty();
    int[] size = {Integer.parseInt(pair.group(1)), Integer.parseInt(pair.group(2))};
    boolean good = Math.min(size[0], size[1]) >= 16 && (long) size[0] * size[1] <= MOST_PIXELS;
    return good ? Optional.of(size) : Optional.empty();
  }
}
