package kinoloom.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.graph.Input;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.Kind;
import kinoloom.graph.Place;
import kinoloom.graph.Ref;
import kinoloom.graph.Scope;
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
          "chat", "t2i", "t2v", "i2v", "ref2v", "cut", "compute", "approve", "title", "param",
          "params", "file", "output", "budget");

  private ScriptContext context;

  void context(ScriptContext used) {
    context = used;
  }

  /** A word of a block that is assigned to would be lost. */
  @Override
  public void setProperty(String name, Object value) {
    if (Block.words(context.block()).contains(name)) {
      throw new ScriptMistake(
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
    if (context.scope() != context.workflow()) {
      throw new ScriptMistake("budget stands at the top level of a script", "write it there");
    }
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
      context.problem(context.here(), e.getMessage(), "such as budget 20, clips: 12");
    }
  }

  /** Declares a value that the caller may give: {@code param 'shots', 3}. */
  public void param(String name, Object defaultValue) {
    outsideBlocks("param");
    context.params().declare(name, defaultValue);
  }

  /** The values of the params. */
  public Map<String, Object> getParams() {
    return context.params();
  }

  /** A file of the user's own; relative to the script's folder. */
  public ScriptRef file(Object path) {
    Path full = context.folder().resolve(String.valueOf(path)).normalize();
    return new ScriptRef(Ref.to(new Input.LocalFile(full.toString(), context.here())), context);
  }

  /** Publishes values by name: {@code output film: film, clips: scenes.clip}. */
  public void output(Map<String, ?> outputs) {
    outsideBlocks("output");
    Place here = context.here();
    if (context.scope() != context.workflow()) {
      throw new ScriptMistake(
          "output stands at the top level of a script", "collect the values and output them there");
    }
    outputs.forEach(
        (name, value) -> {
          if (name.equals("ledger")) {
            context.problem(
                here, "The output name 'ledger' is taken by the ledger", "name it otherwise");
          }
          Place before = context.outputs().putIfAbsent(name, here);
          if (before != null) {
            context.problem(
                here, "The output '" + name + "' is given twice (first at " + before + ")", "");
          } else {
            context.workflow().output(name, DslValues.plain(value));
          }
        });
  }

  public ScriptRef chat(
      @DelegatesTo(value = Block.Chat.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return chat(new Site("chat"), block);
  }

  public ScriptRef chat(
      CharSequence name,
      @DelegatesTo(value = Block.Chat.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.CHAT, name.toString(), block);
  }

  public ScriptRef chat(
      Site site,
      @DelegatesTo(value = Block.Chat.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.CHAT, context.scope().free(site.name()), block);
  }

  public ScriptRef t2i(
      @DelegatesTo(value = Block.Picture.class, strategy = Closure.DELEGATE_FIRST)
          Closure<?> block) {
    return t2i(new Site("t2i"), block);
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
    return step(Kind.T2I, context.scope().free(site.name()), block);
  }

  public ScriptRef t2v(
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return t2v(new Site("t2v"), block);
  }

  public ScriptRef t2v(
      CharSequence name,
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.T2V, name.toString(), block);
  }

  public ScriptRef t2v(
      Site site,
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.T2V, context.scope().free(site.name()), block);
  }

  public ScriptRef i2v(
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return i2v(new Site("i2v"), block);
  }

  public ScriptRef i2v(
      CharSequence name,
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.I2V, name.toString(), block);
  }

  public ScriptRef i2v(
      Site site,
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.I2V, context.scope().free(site.name()), block);
  }

  public ScriptRef ref2v(
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return ref2v(new Site("ref2v"), block);
  }

  public ScriptRef ref2v(
      CharSequence name,
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.REF2V, name.toString(), block);
  }

  public ScriptRef ref2v(
      Site site,
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.REF2V, context.scope().free(site.name()), block);
  }

  public ScriptRef cut(
      @DelegatesTo(value = Block.Cut.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return cut(new Site("cut"), block);
  }

  public ScriptRef cut(
      CharSequence name,
      @DelegatesTo(value = Block.Cut.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.CUT, name.toString(), block);
  }

  public ScriptRef cut(
      Site site,
      @DelegatesTo(value = Block.Cut.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return step(Kind.CUT, context.scope().free(site.name()), block);
  }

  /**
   * Turns known values into another, on this machine: {@code compute(board) { it.title.reverse()
   * }}.
   */
  public ScriptRef compute(Object values, Closure<?> function) {
    return compute(new Site("compute"), values, function);
  }

  public ScriptRef compute(Site site, Object values, Closure<?> function) {
    guard("compute");
    Place place = context.here();
    Step.Body.Compute body =
        value -> {
          Object[] result = new Object[1];
          context.inBlock("compute", () -> result[0] = computed(function, value));
          if (DslValues.input(result[0]) instanceof Input.Literal literal) return literal.value();
          throw new ScriptMistake(
              "compute gives a value, and this one needs a step", "use then { … }");
        };
    Scope scope = context.scope();
    Ref made = scope.compute(scope.free(site.name()), DslValues.plain(values), body, place);
    return new ScriptRef(made, context);
  }

  private Object computed(Closure<?> function, Object value) {
    try {
      return Calls.call(function, DslValues.open(value));
    } catch (Exception | StackOverflowError | AssertionError e) {
      throw new ScriptFailure(Mistakes.problem(e, context).message(), e);
    }
  }

  /** Shows a value to a person; what uses the result waits until it is approved. */
  public ScriptRef approve(CharSequence question, Object value) {
    return approve(new Site("approve"), question, value, null);
  }

  public ScriptRef approve(Site site, CharSequence question, Object value) {
    return approve(site, question, value, null);
  }

  public ScriptRef approve(
      CharSequence question,
      Object value,
      @DelegatesTo(value = Approval.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    return approve(new Site("approve"), question, value, block);
  }

  public ScriptRef approve(
      Site site,
      CharSequence question,
      Object value,
      @DelegatesTo(value = Approval.class, strategy = Closure.DELEGATE_FIRST) Closure<?> block) {
    guard("approve");
    Object text = DslValues.plain(question);
    if (text instanceof Ref) {
      throw new ScriptMistake(
          "The question of approve must be known while the script describes the workflow",
          "write it as plain text; what is to be approved is shown beside it");
    }
    Approval words = new Approval();
    if (block != null) {
      Closure<?> body = (Closure<?>) block.clone();
      body.setDelegate(words);
      body.setResolveStrategy(Closure.DELEGATE_FIRST);
      context.inBlock("approve", body::call);
    }
    Object shown = DslValues.plain(value);
    Ref ref = shown instanceof Ref known ? known : Ref.to(Ref.toInput(shown));
    Scope scope = context.scope();
    String name = scope.free(site.name());
    return new ScriptRef(
        scope.approve(name, String.valueOf(text), ref, words.said(), context.here()), context);
  }

  private ScriptRef step(Kind kind, String name, Closure<?> block) {
    guard(kind.verb());
    StepBuilder step = context.scope().step(kind, name).place(context.here());
    Block words = Block.of(kind.verb(), step, context);
    Closure<?> body = (Closure<?>) block.clone();
    body.setDelegate(words);
    body.setResolveStrategy(Closure.DELEGATE_FIRST);
    context.inBlock(
        kind.verb(),
        () -> {
          try {
            body.call();
          } catch (ScriptMistake
              | ValueException
              | groovy.lang.MissingMethodException
              | MissingPropertyException e) {
            Mistakes.note(e, context);
            step.incomplete();
          } catch (InvalidWorkflowException e) {
            e.problems().forEach(it -> context.problem(it.place(), it.message(), it.hint()));
          }
        });
    return new ScriptRef(step.add(), context);
  }

  private void guard(String verb) {
    outsideBlocks(verb, "write it before the block, and use its result there");
  }

  private void outsideBlocks(String word) {
    outsideBlocks(word, "write it before or after the block");
  }

  private void outsideBlocks(String word, String hint) {
    if (context.block().isEmpty()) return;
    throw new ScriptMistake(
        "'" + word + "' cannot stand inside a " + context.block() + " block", hint);
  }
}
