package kinoloom.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import kinoloom.graph.Ref;
import kinoloom.graph.Schema;
import kinoloom.graph.StepId;
import kinoloom.graph.Workflow;
import kinoloom.journal.Event;
import kinoloom.plan.Phase;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;
import kinoloom.platform.Money;

/** The workflows that are run. */
enum Job {
  /** A storyboard becomes a film: two of its shots are the same, hence takes of one another. */
  FILM {
    @Override
    Workflow workflow() {
      Workflow.Builder it = Workflow.builder("film");
      Ref board =
          it.chat("board")
              .model("qwen3-max")
              .prompt("A storyboard of three shots")
              .returns(
                  Map.of(
                      "title",
                      String.class,
                      "shots",
                      List.of(Map.of("scene", String.class, "motion", String.class))))
              .add();
      Ref scenes =
          it.collect(
              "scenes",
              board.get("shots"),
              (shot, turn) -> {
                Ref frame = turn.t2i("frame").model(PICTURES).prompt(shot.get("scene")).add();
                Ref clip =
                    turn.i2v("clip")
                        .model(CLIPS)
                        .firstFrame(frame)
                        .prompt(shot.get("motion"))
                        .duration(5)
                        .add();
                return Map.of("frame", frame, "clip", clip);
              });
      Ref passage =
          it.ref2v("passage")
              .model("happyhorse-1.0-r2v")
              .images(scenes.get("frame"))
              .prompt("through the pictures")
              .duration(5)
              .add();
      Ref film = it.cut("film").clips(scenes.get("clip"), passage).add();
      return it.output("film", film)
          .output("clips", scenes.get("clip"))
          .output("board", board)
          .build();
    }

    @Override
    List<String> needs(String step) {
      if (step.startsWith("frame")) return List.of("board");
      if (step.startsWith("clip")) return List.of(step.replace("clip", "frame"));
      if (step.equals("passage")) return List.of("frame[0]", "frame[1]", "frame[2]");
      return step.equals("film") ? List.of("clip[0]", "clip[1]", "clip[2]", "passage") : List.of();
    }
  },

  /** Many steps side by side, and a computation over all of them. */
  WIDE {
    @Override
    Workflow workflow() {
      Workflow.Builder it = Workflow.builder("wide");
      List<Ref> pictures = new java.util.ArrayList<>();
      for (int i = 0; i < 6; i++) {
        pictures.add(it.t2i("picture" + i).model(PICTURES).prompt("picture " + i).add());
      }
      Ref count = it.compute("count", pictures, all -> ((List<?>) all).size());
      Ref words = it.chat("words").model("qwen3-max").prompt(Ref.text("say ", count)).add();
      return it.output("pictures", pictures).output("words", words).build();
    }

    @Override
    List<String> needs(String step) {
      if (step.equals("words")) return List.of("count");
      if (!step.equals("count")) return List.of();
      return List.of("picture0", "picture1", "picture2", "picture3", "picture4", "picture5");
    }
  },

  /** A chat that has to be asked more than once, and pictures of what it says in the end. */
  ASKING {
    @Override
    Workflow workflow() {
      Workflow.Builder it = Workflow.builder("asking");
      Ref board =
          it.chat("board")
              .model("qwen3-max")
              .prompt("asking")
              .returns(Map.of("shots", Schema.list(Map.of("seconds", Schema.integer(3, 8)), 2)))
              .check("no shot lasts 7 s", said -> !said.toString().contains("7"))
              .add();
      Ref pictures =
          it.collect(
              "pictures",
              board.get("shots"),
              (shot, turn) ->
                  turn.t2i("picture")
                      .model(PICTURES)
                      .prompt(Ref.text("of ", shot.get("seconds")))
                      .add());
      return it.output("board", board).output("pictures", pictures).build();
    }

    @Override
    List<String> needs(String step) {
      return step.startsWith("picture") ? List.of("board") : List.of();
    }

    @Override
    Money budget(long seed) {
      return Money.fen(Weather.calm(seed) ? 100 : 20 + seed * 97 % 200);
    }
  },

  /** One step after another, equal requests among them, and hardly more money than they cost. */
  CHAIN {
    @Override
    Workflow workflow() {
      Workflow.Builder it = Workflow.builder("chain");
      Ref words = it.chat("words").model("qwen3-max").prompt("a word").add();
      Ref one = it.t2i("one").model(PICTURES).prompt(words).add();
      Ref two = it.t2i("two").model(PICTURES).prompt(words).after(one).add();
      Ref three = it.i2v("three").model(CLIPS).firstFrame(two).prompt("go").duration(5).add();
      Ref four =
          it.i2v("four").model(CLIPS).firstFrame(two).prompt("go").duration(5).after(three).add();
      return it.output("film", it.cut("film").clips(three, four).add()).build();
    }

    @Override
    List<String> needs(String step) {
      return switch (step) {
        case "one" -> List.of("words");
        case "two" -> List.of("one");
        case "three" -> List.of("two");
        case "four" -> List.of("two", "three");
        case "film" -> List.of("three", "four");
        default -> List.of();
      };
    }

    @Override
    Money budget(long seed) {
      return Money.fen(Weather.calm(seed) ? 1200 : 900 + seed * 97 % 1600);
    }
  },

  /**
   * Two pictures to choose from, a clip of the one that counts, and a user who wants others, in the
   * middle of it, too.
   */
  TAKES {
    @Override
    Workflow workflow() {
      Workflow.Builder it = Workflow.builder("takes");
      Ref frame = it.t2i("frame").model(PICTURES).prompt("a cat").takes(2).add();
      Ref good = it.approve("good", "Is it good?", frame);
      Ref same = it.t2i("same").model(PICTURES).prompt("a cat").add();
      Ref clip = it.i2v("clip").model(CLIPS).firstFrame(good).prompt("go").duration(5).add();
      return it.output("film", it.cut("film").clips(clip).add()).output("same", same).build();
    }

    @Override
    List<String> needs(String step) {
      return step.startsWith("clip") ? List.of("frame", "good") : List.of();
    }

    @Override
    List<Event> wishes(RunState state, RandomGenerator random) {
      List<Event> wishes = new ArrayList<>();
      if (open(state, "frame")) wishes.add(decided("frame", String.valueOf(1 + random.nextInt(2))));
      if (open(state, "good")) wishes.add(decided("good", "approve"));
      if (random.nextInt(3) == 0) another(state, "frame", wishes);
      if (random.nextInt(3) == 0) another(state, "same", wishes);
      if (random.nextInt(3) == 0) another(state, "clip", wishes);
      return wishes;
    }
  },

  /** A film on a bad day: much fails, and the script says what then. */
  FRAGILE {
    @Override
    Workflow workflow() {
      Workflow.Builder it = Workflow.builder("fragile");
      Ref scenes =
          it.collect(
              "scenes",
              Ref.to(Ref.toInput(List.of("a", "b", "c"))),
              (word, turn) -> {
                Ref frame =
                    turn.t2i("frame")
                        .model(PICTURES)
                        .prompt(word)
                        .retry(1)
                        .onRefused(1)
                        .fallback("wan2.2-t2i-flash")
                        .add();
                return turn.i2v("clip")
                    .model(CLIPS)
                    .firstFrame(frame)
                    .prompt(word)
                    .duration(5)
                    .retry(2)
                    .timeout(80)
                    .add();
              });
      return it.output("film", it.cut("film").clips(scenes).with("onMissing", "slate").add())
          .build();
    }

    @Override
    List<String> needs(String step) {
      return step.startsWith("clip") ? List.of(step.replace("clip", "frame")) : List.of();
    }

    @Override
    double trouble() {
      return 0.3;
    }

    @Override
    int again(String step, String cause) {
      if (step.startsWith("clip")) return cause.equals("failed") ? 2 : 0;
      return step.startsWith("frame") ? 1 : 0;
    }

    @Override
    Money budget(long seed) {
      return Weather.calm(seed) ? null : Money.fen(1500 + seed * 97 % 1600);
    }
  },

  /**
   * All of it at once: a chat that is asked again, takes of what it says that may fail and are
   * asked for again, clips that may be missing, a film without them, and a user who wants others.
   */
  MIXED {
    @Override
    Workflow workflow() {
      Workflow.Builder it = Workflow.builder("mixed");
      Ref board =
          it.chat("board")
              .model("qwen3-max")
              .prompt("asking")
              .returns(Map.of("shots", Schema.list(Map.of("seconds", Schema.integer(3, 8)), 2)))
              .check("no shot lasts 7 s", said -> !said.toString().contains("7"))
              .add();
      Ref clips =
          it.collect(
              "scenes",
              board.get("shots"),
              (shot, turn) -> {
                Ref frame =
                    turn.t2i("frame")
                        .model(PICTURES)
                        .prompt("a cat")
                        .takes(2)
                        .retry(1)
                        .onRefused(1)
                        .fallback("wan2.2-t2i-flash")
                        .add();
                return turn.i2v("clip")
                    .model(CLIPS)
                    .firstFrame(frame)
                    .prompt(Ref.text("for ", shot.get("seconds")))
                    .duration(5)
                    .retry(1)
                    .timeout(80)
                    .add();
              });
      return it.output("film", it.cut("film").clips(clips).with("onMissing", "slate").add())
          .output("board", board)
          .build();
    }

    @Override
    List<String> needs(String step) {
      if (step.startsWith("frame")) return List.of("board");
      if (!step.startsWith("clip")) return List.of();
      return List.of(step.replace("clip", "frame").replaceAll("~.*", ""));
    }

    @Override
    List<String> takes() {
      return List.of("frame[0]~1", "frame[0]~2", "frame[1]~1", "frame[1]~2");
    }

    @Override
    double trouble() {
      return 0.3;
    }

    @Override
    int again(String step, String cause) {
      if (step.startsWith("clip")) return cause.equals("failed") ? 1 : 0;
      return step.startsWith("frame") ? 1 : 0;
    }

    @Override
    List<Event> wishes(RunState state, RandomGenerator random) {
      List<Event> wishes = new ArrayList<>();
      for (String frame : List.of("frame[0]", "frame[1]")) {
        int number = 1 + random.nextInt(2);
        if (open(state, frame)) {
          if (!made(state, frame + "~" + number)) number = 3 - number;
          wishes.add(decided(frame, String.valueOf(number)));
        } else if (made(state, frame) && random.nextInt(4) == 0) {
          int made = made(state, frame + "~" + number) ? number : 3 - number;
          if (made(state, frame + "~" + made)) wishes.add(new Event.Picked(StepId.of(frame), made));
        } else if (random.nextInt(4) == 0) {
          another(state, frame, wishes);
        }
      }
      if (random.nextInt(4) == 0) another(state, "clip[0]", wishes);
      if (random.nextInt(6) == 0) another(state, "board", wishes);
      return wishes;
    }

    @Override
    Money budget(long seed) {
      return Weather.calm(seed) ? null : Money.fen(1200 + seed * 97 % 1600);
    }
  };

  private static boolean open(RunState state, String step) {
    return state.steps().stream()
        .anyMatch(it -> it.id().value().equals(step) && it.phase() == Phase.OPEN);
  }

  private static Event decided(String step, String decision) {
    return new Event.GateDecided(StepId.of(step), decision, "user");
  }

  /** At most two more of each. */
  private static void another(RunState state, String step, List<Event> wishes) {
    StepId id = StepId.of(step);
    for (StepState it : state.steps()) {
      if (!it.id().equals(id) || it.phase() != Phase.DONE || state.takes(id).size() > 3) continue;
      wishes.add(new Event.Redone(id, state.takes(id).size() + 1, true));
    }
  }

  private static boolean made(RunState state, String step) {
    return state.steps().stream()
        .anyMatch(it -> it.id().value().equals(step) && it.phase() == Phase.DONE);
  }

  /** The takes that the workflow itself has. */
  List<String> takes() {
    return this == TAKES ? List.of("frame~1", "frame~2") : List.of();
  }

  /** What the user writes into the journal before a process takes the run up. */
  List<Event> wishes(RunState state, RandomGenerator random) {
    return List.of();
  }

  private static final String PICTURES = "wan2.2-t2i-plus";
  private static final String CLIPS = "happyhorse-1.0-i2v";

  abstract Workflow workflow();

  /** What must be done before a step may be paid for. */
  abstract List<String> needs(String step);

  /** The share of tasks that end badly, whatever the weather. */
  double trouble() {
    return 0;
  }

  /**
   * How often a step may be sent again for a cause: {@code failed}, {@code refused}, {@code
   * fallback}.
   */
  int again(String step, String cause) {
    return 0;
  }

  /** Null for no limit. */
  Money budget(long seed) {
    return null;
  }
}
