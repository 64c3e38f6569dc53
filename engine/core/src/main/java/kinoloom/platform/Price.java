package kinoloom.platform;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** What a call of a model costs: before, from its parameters; after, from what it used. */
sealed interface Price {
  BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
  BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  ModelSpec.Estimate estimate(ModelSpec model, Map<String, Object> params);

  /** {@code 0.9 to 1.6 yuan a second}. */
  String inWords();

  /** Null if the usage does not say. */
  Money settle(Map<String, Object> params, Usage usage);

  private static String plain(BigDecimal yuan) {
    return yuan.stripTrailingZeros().toPlainString();
  }

  record Free() implements Price {
    @Override
    public String inWords() {
      return "free";
    }

    @Override
    public ModelSpec.Estimate estimate(ModelSpec model, Map<String, Object> params) {
      return new ModelSpec.Estimate(Money.ZERO, Money.ZERO);
    }

    @Override
    public Money settle(Map<String, Object> params, Usage usage) {
      return Money.ZERO;
    }
  }

  record PerImage(Rates rates) implements Price {
    @Override
    public String inWords() {
      return rates.inWords() + " an image";
    }

    @Override
    public ModelSpec.Estimate estimate(ModelSpec model, Map<String, Object> params) {
      return rates.estimate(params);
    }

    @Override
    public Money settle(Map<String, Object> params, Usage usage) {
      BigDecimal images = usage.number("image_count", "images");
      return images == null ? null : Money.yuan(rates.most(params).multiply(images));
    }
  }

  /** A clip at a fixed price, whatever it used. */
  record PerCall(Rates rates) implements Price {
    @Override
    public String inWords() {
      return rates.inWords() + " a call";
    }

    @Override
    public ModelSpec.Estimate estimate(ModelSpec model, Map<String, Object> params) {
      return rates.estimate(params);
    }

    @Override
    public Money settle(Map<String, Object> params, Usage usage) {
      return Money.yuan(rates.most(params));
    }
  }

  /**
   * @param perCredit yuan, or null if the vendor does not count in credits
   * @param perMillionTokens yuan, or null if the vendor does not count in tokens
   */
  record PerSecond(Rates rates, BigDecimal perCredit, BigDecimal perMillionTokens)
      implements Price {
    @Override
    public String inWords() {
      return rates.inWords() + " a second";
    }

    @Override
    public ModelSpec.Estimate estimate(ModelSpec model, Map<String, Object> params) {
      Object duration = params.get("duration");
      int shortest = duration instanceof Number n ? n.intValue() : model.seconds(false);
      int longest = duration instanceof Number n ? n.intValue() : model.seconds(true);
      return new ModelSpec.Estimate(
          Money.yuan(rates.least(params).multiply(BigDecimal.valueOf(shortest))),
          Money.yuan(rates.most(params).multiply(BigDecimal.valueOf(longest))));
    }

    @Override
    public Money settle(Map<String, Object> params, Usage usage) {
      BigDecimal credits = usage.number("credits");
      if (perCredit != null && credits != null) return Money.yuan(perCredit.multiply(credits));
      BigDecimal tokens = usage.number("total_tokens", "completion_tokens");
      if (perMillionTokens != null && tokens != null) {
        return Money.yuan(perMillionTokens.multiply(tokens).divide(MILLION));
      }
      BigDecimal seconds = usage.number("duration", "video_duration", "output_video_duration");
      return seconds == null ? null : Money.yuan(rates.most(params).multiply(seconds));
    }
  }

  /**
   * @param input yuan per thousand tokens asked
   * @param output yuan per thousand tokens answered
   * @param shortest tokens of a short answer
   * @param longest tokens of a long answer
   */
  record PerToken(BigDecimal input, BigDecimal output, int shortest, int longest) implements Price {
    /**
     * The most that a part of a message costs that is no text: what a large picture may be to a
     * Qwen-VL model (the vendor's documentation); for sound and clips an estimate.
     */
    private static final long LARGEST_PART = 16_384;

    @Override
    public String inWords() {
      return plain(input) + " yuan a thousand tokens asked, " + plain(output) + " answered";
    }

    @Override
    public ModelSpec.Estimate estimate(ModelSpec model, Map<String, Object> params) {
      long letters = params.values().stream().mapToLong(PerToken::letters).sum();
      long parts = otherParts(params.get("messages"));
      // A token is about four Latin letters; of Chinese text it may be a single one.
      return new ModelSpec.Estimate(
          cost(BigDecimal.valueOf(letters / 4), BigDecimal.valueOf(shortest)),
          cost(
              BigDecimal.valueOf(letters + parts * LARGEST_PART + 100),
              BigDecimal.valueOf(longest)));
    }

    @Override
    public Money settle(Map<String, Object> params, Usage usage) {
      BigDecimal asked = usage.number("prompt_tokens", "input_tokens");
      BigDecimal answered = usage.number("completion_tokens", "output_tokens");
      return asked == null || answered == null ? null : cost(asked, answered);
    }

    /** Of a text, or of all that is said in messages; the address of a picture is not read. */
    private static long letters(Object value) {
      if (value instanceof CharSequence text) return text.length();
      if (value instanceof Collection<?> many) {
        return many.stream().mapToLong(PerToken::letters).sum();
      }
      if (!(value instanceof Map<?, ?> map)) return 0;
      Object calls = map.get("tool_calls");
      return Stream.of("content", "text").map(map::get).mapToLong(PerToken::letters).sum()
          + (calls == null ? 0 : calls.toString().length());
    }

    /** How many parts of all messages are no text: pictures, sound, clips. */
    private static long otherParts(Object messages) {
      if (!(messages instanceof Collection<?> many)) return 0;
      return many.stream()
          .map(it -> it instanceof Map<?, ?> message ? message.get("content") : null)
          .flatMap(it -> it instanceof Collection<?> parts ? parts.stream() : Stream.empty())
          .filter(
              it ->
                  it instanceof Map<?, ?> part && !"text".equals(String.valueOf(part.get("type"))))
          .count();
    }

    private Money cost(BigDecimal asked, BigDecimal answered) {
      return Money.yuan(input.multiply(asked).add(output.multiply(answered)).divide(THOUSAND));
    }
  }
}
