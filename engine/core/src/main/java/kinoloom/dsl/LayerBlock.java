package kinoloom.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import java.util.List;
import java.util.Map;

/** The words of {@code defaults}: a block for each verb, with words that hold for its steps. */
public class LayerBlock {
  final Defaults defaults;
  private final List<Defaults.Layer> layers;

  LayerBlock(Defaults defaults, List<Defaults.Layer> layers) {
    this.defaults = defaults;
    this.layers = layers;
  }

  public void chat(
      @DelegatesTo(value = Block.Chat.class, strategy = Closure.DELEGATE_FIRST) Closure<?> words) {
    defaults.layer(layers, "chat", words);
  }

  public void t2i(
      @DelegatesTo(value = Block.Picture.class, strategy = Closure.DELEGATE_FIRST)
          Closure<?> words) {
    defaults.layer(layers, "t2i", words);
  }

  public void t2v(
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> words) {
    defaults.layer(layers, "t2v", words);
  }

  public void i2v(
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> words) {
    defaults.layer(layers, "i2v", words);
  }

  public void ref2v(
      @DelegatesTo(value = Block.Clip.class, strategy = Closure.DELEGATE_FIRST) Closure<?> words) {
    defaults.layer(layers, "ref2v", words);
  }

  public void cut(
      @DelegatesTo(value = Block.Cut.class, strategy = Closure.DELEGATE_FIRST) Closure<?> words) {
    defaults.layer(layers, "cut", words);
  }

  /** The words of {@code profile}: those of {@code defaults}, and values of params. */
  public static final class OfProfile extends LayerBlock {
    private final boolean holds;

    OfProfile(Defaults defaults, List<Defaults.Layer> layers, boolean holds) {
      super(defaults, layers);
      this.holds = holds;
    }

    /** {@code params shots: 2}: unless the caller says otherwise. */
    public void params(Map<String, ?> values) {
      defaults.params(values, holds);
    }
  }
}
