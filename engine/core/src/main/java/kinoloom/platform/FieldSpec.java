package kinoloom.platform;

import java.util.List;

/**
 * One word a model understands, and how the platform wants to hear it.
 *
 * @param word ours: {@code firstFrame}, {@code duration}, …
 * @param wire the platform's; null for a word that is not sent itself but helps to choose another
 * @param media what kind of file a file word takes: {@code image}, {@code video} or {@code audio};
 *     else null
 * @param standard sent when the word is not given; null if nothing is sent then
 */
public record FieldSpec(
    String word,
    String wire,
    Type type,
    String media,
    boolean required,
    Object standard,
    Limits limits) {

  /** What a value must be. */
  public enum Type {
    STRING("text"),
    INTEGER("a whole number"),
    BOOLEAN("true or false"),
    /** True or false for us, {@code "Y"} or {@code "N"} on the wire. */
    YESNO("true or false"),
    /** A conversation in OpenAI's form, said instead of the prompt. */
    MESSAGES("a list of messages"),
    FILE("a file"),
    /** Any number of files, each sent under the same name. */
    FILES("files");

    private final String inWords;

    Type(String inWords) {
      this.inWords = inWords;
    }

    /** As said in a message: {@code a whole number}. */
    public String inWords() {
      return inWords;
    }
  }

  /**
   * @param values the only values allowed, as the platform spells them; empty if any is
   * @param min of a number; null if there is none
   * @param max of a number, or the most files; null if there is none
   * @param picture what a picture must be; {@link PictureRule#NONE} for anything else
   */
  public record Limits(List<Object> values, Integer min, Integer max, PictureRule picture) {
    public static final Limits NONE = new Limits(List.of(), null, null, PictureRule.NONE);

    public Limits {
      values = List.copyOf(values);
    }
  }

  /** Whether its value is files, which go with the request and are no parameter. */
  public boolean file() {
    return type == Type.FILE || type == Type.FILES;
  }

  /** Whether it is said instead of the prompt. */
  public boolean conversation() {
    return type == Type.MESSAGES;
  }

  /** Whether its files are pictures. */
  public boolean pictures() {
    return file() && "image".equals(media);
  }

  /** Whether the platform gets to see it. */
  public boolean sent() {
    return wire != null;
  }
}
