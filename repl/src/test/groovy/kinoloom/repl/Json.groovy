package kinoloom.repl

import com.fasterxml.jackson.databind.DeserializationFeature
import com.fasterxml.jackson.databind.ObjectMapper

/** Reads what kino wrote for programs; it has to be one document and nothing else. */
class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)

  static read(String text) {
    MAPPER.readValue(text, Object)
  }
}
