package kinoloom.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import groovy.lang.Script;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.graph.Deadline;
import kinoloom.graph.Input;
import kinoloom.graph.Kind;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import kinoloom.graph.Ref;
import kinoloom.graph.Scope;
import kinoloom.graph.ScriptLanguage.Source;
import kinoloom.graph.Step;
import kinoloom.graph.StepBuilder;
import kinoloom.graph.ValueException;

/** The words of a script at its top level. */
public abstract class ScriptBase extends Script {
  static final List<String> VERBS = List.of("chat", "t2i", "t2v", "i2v", "ref2v", "cut", "compute");

  /** The calls whose steps are named after the variable they are assigned to. */
  static final Set<String> NAMED =
      Set.of("chat", "t2i", "t2v", "i2v", "ref2v", "cut", "compute", "approve");

  static final List<String> WORDS =
      List.of(
          "chat",
          "t2i",
          "t2v",
          "i2v",
          "ref2v",
          "cut",
          "compute",
          "approve",
          "title",
          "param",
          "params",
          "file",
          "output",
          "budget",
          "include",
          "defaults",
          "profile");

  static final String NO_STEPS = "compute makes no steps; use then { value -> … }";

  private ScriptContext context;
  private SourceFiles files;
  private Path folder;

  /**
   * @param source which of the files this is
   */
  void context(ScriptContext used, SourceFiles all, Source source) {
    context = used;
    files = all;
    folder = source.path().getParent();
  }

  /** A word of a block that is assigned to would be lost. */
  @Override
  public void setProperty(String name, Object value) {
    if (Block.words(context.block()).contains(name)) {
      throw new ScriptMistake(
          name,
          "'" + name + " = …' says nothing in a " + context.block() + " block",
          "write " + name + " …, without '='");
    }
    super.setProperty(name, value);
  }

  /** What the film is called; the run's folder carries it too. */
  public void title(Object text) {
    outsideBlocks("title");
    context.workflow().title(String.valueOf(text));
  }

  /** What a run may spend, where its caller does not say otherwise: {@code budget 20}. */
  public void budget(Object yuan) {
    budget(Map.of(), yuan);
  }

  /** Counts alone: {@code budget clips: 12, seconds: 60, images: 40}. */
  public void budget(Map<String, ?> counts) {
    budget(counts, null);
  }

  /** Both: {@code budget 20, clips: 12}. */
  public void budget(Map<String, ?> counts, Object yuan) {
    outsideBlocks("budget");
    topLevel("budget", "write it there");
    context.budget();
    if (yuan != null) says(() -> context.workflow().budget(open(yuan)));
    counts.forEach((word, most) -> says(() -> context.workflow().limit(word, open(most))));
  }

  private static Object open(Object amount) {
    if (!(amount instanceof ScriptRef)) return amount;
    throw new ValueException("A budget must be known while the script describes the workflow");
  }

  private void says(Runnable amount) {
    try {
      amount.run();
    } catch (ValueException e) {
      context.problem(context.here("budget"), e.getMessage(), "such as budget 20, clips: 12");
    }
  }

  /**
   * Declares a value that the caller may give: {@code param 'shots', 3}; or must: {@code param
   * 'theme', String}.
   */
  public void param(Object name, Object defaultValue) {
    param(Map.of(), name, defaultValue);
  }

  /** {@code param 'shots', 3, range: 1..12, about: 'how many'}; {@code oneOf: ['a', 'b']}. */
  public void param(Map<String, ?> facts, Object name, Object defaultValue) {
    outsideBlocks("param");
    context.params().declare(facts, String.valueOf(name), null, defaultValue);
  }

  /** Of another type than its default: {@code param 'pace', BigDecimal, 1}. */
  public void param(Object name, Class<?> type, Object defaultValue) {
    param(Map.of(), name, type, defaultValue);
  }

  public void param(Map<String, ?> facts, Object name, Class<?> type, Object defaultValue) {
    outsideBlocks("param");
    context.params().declare(facts, String.valueOf(name), type, defaultValue);
  }

  /**
   * Evaluates another file, relative to this one: {@code include 'cast.groovy'}. Its functions, and
   * what it assigns without {@code def}, are known from then on.
   *
   * @return what its last line gives
   */
  public Object include(Object file) {
    outsideBlocks("include");
    topLevel("include", "write it there");
    return files.include(String.valueOf(file), folder);
  }

  /** Words for all steps that do not say otherwise: {@code defaults { t2i { model 'x' } }}. */
  public void defaults(
      @DelegatesTo(value = LayerBlock.class, strategy = Closure.DELEGATE_FIRST) Closure<?> words) {
    outsideBlocks("defaults");
    topLevel("defaults", "write it there");
    context.defaults().read(words, context.here("defaults"));
  }

  /** Defaults that hold where the caller wants them: {@code profile('draft') { … }}. */
  public void profile(
      Object name,
      @DelegatesTo(value = LayerBlock.OfProfile.class, strategy = Closure.DELEGATE_FIRST)
          Closure<?> words) {
    outsideBlocks("profile");
    topLevel("profile", "write it there");
    context.defaults().read(String.valueOf(name), words, context.here("profile"));
  }

  /** The values of the params. */
  public Map<String, Object> getParams() {
    return context.params();
  }

  /** A file of the user's own; relative to the folder of the script's file. */
  public ScriptRef file(Object path) {
    Object known = DslValues.plain(path);
    if (known == null || known instanceof Ref) {
      throw new ScriptMistake(
          "file",
          "The name of a file must be known while the script describes the workflow",
          "write file('hero.jpg')");
    }
    Path full = folder.resolve(known.toString()).normalize();
    return new ScriptRef(
        Ref.to(new Input.LocalFile(full.toString(), context.here("file"))), context);
  }

  /** Publishes values by name: {@code output film: film, clips: scenes.clip}. */
  public void output(Map<String, ?> outputs) {
    outsideBlocks("output");
    topLevel("output", "collect the values and output them there");
    outputs.forEach(
        (name, value) -> {
          Place here = context.here(name);
          if (name.equals("ledger")) {
            context.problem(
                here, "The output name 'ledger' is taken by the ledger", "name it otherwise");
          }
          if (value == null) {
            context.problem(
                here,
                "The output '" + name + "' is null",
                "see where the value comes from; a name that a map does not have gives null");
            return;
          }
          Place before = context.outputs().putIfAbsent(name, here);
          if (before != null) {
            context.problem(
                here,
                "The output '" + name + "' is given twice (first at " + before + ")",
                "give one of them another name");
          } else {
            context.workflow().output(name, DslValues.plain(value), here);
          }
        });
  }

  public ScriptRef chat(
      @DelegatesTo(value = Block.Chat.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.CHAT, new Site("chat", 0, 0), block);
  }

  public ScriptRef chat(
      CharSequence name,
      @DelegatesTo(value = Block.Chat.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.CHAT, name.toString(), block);
  }

  public ScriptRef chat(
      Site site,
      @DelegatesTo(value = Block.Chat.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.CHAT, site, block);
  }

  public ScriptRef t2i(
      @DelegatesTo(value = Block.Picture.class, strategy = Closure.DELEGATE_FIRST)
          Closure<?> block) {
    return step(Kind.T2I, new Site("t2i", 0, 0), block);
  }

  public ScriptRef t2i(
      CharSequence name,
      @DelegatesTo(value = Block.Picture.class, strategy = Closure.DELEGATE_FIRST)
          Closure<?> block) {
    return step(Kind.T2I, name.toString(), block);
  }

  public ScriptRef t2i(
      Site site,
      @DelegatesTo(value = Block.Picture.class, strategy = Closure.DELEGATE_FIRST)
          Closure<?> block) {
    return step(Kind.T2I, site, block);
  }

  public ScriptRef t2v(
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.T2V, new Site("t2v", 0, 0), block);
  }

  public ScriptRef t2v(
      CharSequence name,
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.T2V, name.toString(), block);
  }

  public ScriptRef t2v(
      Site site,
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.T2V, site, block);
  }

  public ScriptRef i2v(
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.I2V, new Site("i2v", 0, 0), block);
  }

  public ScriptRef i2v(
      CharSequence name,
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.I2V, name.toString(), block);
  }

  public ScriptRef i2v(
      Site site,
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.I2V, site, block);
  }

  public ScriptRef ref2v(
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.REF2V, new Site("ref2v", 0, 0), block);
  }

  public ScriptRef ref2v(
      CharSequence name,
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.REF2V, name.toString(), block);
  }

  public ScriptRef ref2v(
      Site site,
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.REF2V, site, block);
  }

  public ScriptRef cut(
      @DelegatesTo(value = Block.Cut.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.CUT, new Site("cut", 0, 0), block);
  }

  public ScriptRef cut(
      CharSequence name,
      @DelegatesTo(value = Block.Cut.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.CUT, name.toString(), block);
  }

  public ScriptRef cut(
      Site site,
      @DelegatesTo(value = Block.Cut.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.CUT, site, block);
  }

  /**
   * Turns known values into another, on this machine: {@code compute(board) { it.title.reverse()
   * }}.
   */
  public ScriptRef compute(Object values, Closure<?> function) {
    return compute(new Site("compute", 0, 0), values, function);
  }

  public ScriptRef compute(Site site, Object values, Closure<?> function) {
    guard("compute");
    if (values instanceof Site) {
      throw new ScriptMistake(
          "compute", "compute has no values to work on", "write compute(values) { values -> … }");
    }
    Place place = place(site, "compute");
    Step.Body.Compute body =
        value -> {
          Object[] result = new Object[1];
          context.inBlock("compute", place, () -> result[0] = computed(function, value));
          if (DslValues.input(result[0]) instanceof Input.Literal literal) return literal.value();
          throw new ScriptMistake(
              "compute", "compute gives a value, and this one needs a step", "use then { … }");
        };
    Scope scope = context.scope();
    Ref made = scope.compute(scope.free(site.name()), DslValues.plain(values), body, place);
    return new ScriptRef(made, context);
  }

  private Object computed(Closure<?> function, Object value) {
    try {
      return Calls.call(function, DslValues.open(value));
    } catch (Exception | StackOverflowError | AssertionError e) {
      Problem problem = Mistakes.problem(e, context);
      boolean words = e instanceof ScriptMistake && !problem.hint().isEmpty();
      throw new ScriptFailure(problem.message() + (words ? "; " + problem.hint() : ""), e);
    }
  }

  /** Shows a value to a person; what uses the result waits until it is approved. */
  public ScriptRef approve(CharSequence question, Object value) {
    return approve(new Site("approve", 0, 0), question, value, null);
  }

  public ScriptRef approve(Site site, CharSequence question, Object value) {
    return approve(site, question, value, null);
  }

  public ScriptRef approve(
      CharSequence question,
      Object value,
      @DelegatesTo(value = Approval.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return approve(new Site("approve", 0, 0), question, value, block);
  }

  public ScriptRef approve(
      Site site,
      CharSequence question,
      Object value,
      @DelegatesTo(value = Approval.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    guard("approve");
    Place place = place(site, "approve");
    Object text = DslValues.plain(question);
    if (text instanceof Ref) {
      throw new ScriptMistake(
          "The question of approve must be known while the script describes the workflow",
          "write it as plain text; what is to be approved is shown beside it");
    }
    Approval words = new Approval();
    boolean[] fine = {true};
    if (block != null) {
      Closure<?> body = (Closure<?>) block.clone();
      body.setDelegate(words);
      body.setResolveStrategy(Closure.DELEGATE_FIRST);
      context.inBlock("approve", place, () -> fine[0] = Mistakes.told(body::call, context));
    }
    Deadline deadline = fine[0] ? words.said() : Deadline.NONE;
    Object shown = DslValues.plain(value);
    Ref ref = shown instanceof Ref known ? known : Ref.to(Ref.toInput(shown));
    Scope scope = context.scope();
    String name = scope.free(site.name());
    return new ScriptRef(scope.approve(name, String.valueOf(text), ref, deadline, place), context);
  }

  private ScriptRef step(Kind kind, Site site, Closure<?> block) {
    guard(kind.verb());
    return step(kind, context.scope().free(site.name()), place(site, kind.verb()), block);
  }

  private ScriptRef step(Kind kind, String name, Closure<?> block) {
    guard(kind.verb());
    return step(kind, name, context.here(kind.verb()), block);
  }

  private ScriptRef step(Kind kind, String name, Place place, Closure<?> block) {
    StepBuilder step = context.scope().step(kind, name).place(place);
    Block words = Block.of(kind.verb(), step, context);
    context.defaults().apply(kind, step, words, place);
    Closure<?> body = (Closure<?>) block.clone();
    body.setDelegate(words);
    body.setResolveStrategy(Closure.DELEGATE_FIRST);
    context.inBlock(
        kind.verb(),
        place,
        () -> {
          if (!Mistakes.told(body::call, context)) step.incomplete();
        });
    return new ScriptRef(step.add(), context);
  }

  private Place place(Site site, String verb) {
    Place here = context.here(verb);
    return site.line() > 0 ? new Place(here.file(), site.line(), site.column()) : here;
  }

  private void topLevel(String word, String hint) {
    if (context.scope() == context.workflow()) return;
    throw new ScriptMistake(word, word + " stands at the top level of a script", hint);
  }

  private void guard(String verb) {
    String hint =
        Block.layer(context.block())
            ? "steps have no names there: write " + verb + " { … }"
            : context.block().equals("compute")
                ? NO_STEPS
                : "write it before the block, and use its result there";
    outsideBlocks(verb, hint);
  }

  private void outsideBlocks(String word) {
    outsideBlocks(word, "write it before or after the block");
  }

  private void outsideBlocks(String word, String hint) {
    if (context.block().isEmpty()) return;
    throw new ScriptMistake(
        word, "'" + word + "' cannot stand inside " + Mistakes.a(context.block()) + " block", hint);
  }
}
