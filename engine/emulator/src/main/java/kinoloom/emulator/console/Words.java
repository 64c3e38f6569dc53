package kinoloom.emulator.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import kinoloom.emulator.store.Json;

/** What the console says, in Chinese and English, from {@code console-words.json}. */
enum Words {
  ZH("zh-CN", "zh", 0),
  EN("en", "en", 1);

  private final String tag;
  private final String code;
  private final Map<String, String> texts = new HashMap<>();

  Words(String tag, String code, int column) {
    this.tag = tag;
    this.code = code;
    load().properties().forEach(e -> texts.put(e.getKey(), e.getValue().path(column).asText()));
  }

  /** For {@code <html lang>}. */
  String tag() {
    return tag;
  }

  String code() {
    return code;
  }

  /** A text; {0}, {1}… in it are replaced by the arguments. */
  String say(String key, Object... args) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("console-words.json has no " + key);
    }
    for (int i = 0; i < args.length; i++) {
      text = text.replace("{" + i + "}", args[i].toString());
    }
    return text;
  }

  /** The language of a code; null when there is none. */
  static Words of(String code) {
    for (Words words : values()) {
      if (words.code.equals(code)) {
        return words;
      }
    }
    return null;
  }

  /** The first of the browser's languages that is spoken here; Chinese when none is. */
  static Words accepted(String header) {
    for (String range : header == null ? new String[0] : header.split(",")) {
      String primary = range.split(";")[0].strip().split("-")[0].toLowerCase(Locale.ROOT);
      Words words = of(primary);
      if (words != null) {
        return words;
      }
    }
    return ZH;
  }

  private static JsonNode load() {
    try (InputStream in =
        Words.class.getResourceAsStream("/kinoloom/emulator/console-words.json")) {
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
