package kinoloom.sim;

import java.util.List;
import java.util.Map;
import kinoloom.graph.Ref;
import kinoloom.graph.Workflow;
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
  };

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
