package kinoloom.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.platform.FieldSpec;
import kinoloom.platform.MediaFile;
import kinoloom.platform.ModelSpec;
import kinoloom.platform.NotSentException;
import kinoloom.platform.Platform.Barrier;
import kinoloom.platform.Request;
import kinoloom.platform.http.OneShotBody.Piece;
import okhttp3.MediaType;

/**
 * A request as the platform wants to read it: JSON, or a form when files go with it.
 *
 * <p>Files come first, then what the model can do without, then the required fields, {@code model}
 * last: a server that reads while it receives cannot begin before the barrier lets the end go.
 */
final class RequestWriter {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final MediaType JSON_TYPE = MediaType.get("application/json");

  private final ModelSpec model;
  private final Request request;
  private final String transno;
  private final boolean streamed;

  /**
   * @param streamed whether a chat is asked to answer in pieces, unless the request says otherwise
   */
  RequestWriter(ModelSpec model, Request request, String transno, boolean streamed) {
    this.model = model;
    this.request = request;
    this.transno = transno;
    this.streamed = streamed;
  }

  OneShotBody body(Barrier barrier) throws NotSentException {
    return request.files().isEmpty() ? json(barrier) : form(barrier);
  }

  /** Every field but {@code model}, in the order they are sent. */
  private Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>(request.options());
    Map<String, Object> needed = new LinkedHashMap<>();
    request
        .params()
        .forEach(
            (word, value) -> {
              FieldSpec field = model.field(word).filter(FieldSpec::sent).orElse(null);
              if (field == null) return;
              boolean asked = field.required() || field.conversation();
              (asked ? needed : fields).put(field.wire(), value);
            });
    if (model.endpoint() == ModelSpec.Endpoint.CHAT) fields.putIfAbsent("stream", streamed);
    fields.put("transno", transno);
    fields.put("catelogid", request.sentAs());
    needed.keySet().forEach(fields::remove);
    fields.putAll(needed);
    fields.remove("model");
    return fields;
  }

  private OneShotBody json(Barrier barrier) throws NotSentException {
    try {
      String start = JSON.writeValueAsString(fields());
      String tail = ",\"model\":" + JSON.writeValueAsString(request.model()) + "}";
      Piece head = bytes(start.substring(0, start.length() - 1));
      return new OneShotBody(JSON_TYPE, List.of(head), utf8(tail), barrier);
    } catch (JsonProcessingException e) {
      throw new NotSentException("a value cannot be sent as JSON: " + e.getOriginalMessage(), e);
    }
  }

  private OneShotBody form(Barrier barrier) throws NotSentException {
    String boundary = "kinoloom-" + transno;
    List<Piece> head = new ArrayList<>();
    for (MediaFile file : request.files()) {
      head.add(bytes(fileHeader(boundary, file)));
      head.add(content(file));
      head.add(bytes("\r\n"));
    }
    fields().forEach((name, value) -> texts(boundary, head, name, value));
    String tail = text(boundary, "model", request.model()) + "--" + boundary + "--\r\n";
    MediaType type = MediaType.get("multipart/form-data; boundary=" + boundary);
    return new OneShotBody(type, head, utf8(tail), barrier);
  }

  private String fileHeader(String boundary, MediaFile file) throws NotSentException {
    FieldSpec field = model.field(file.word()).filter(FieldSpec::file).orElse(null);
    if (field == null) {
      throw new NotSentException(model.model() + " takes no " + file.word(), null);
    }
    return "--"
        + boundary
        + "\r\nContent-Disposition: form-data; name=\""
        + field.wire()
        + "\"; filename=\""
        + name(file)
        + "\"\r\nContent-Type: "
        + plain(file.mediaType())
        + "\r\n\r\n";
  }

  private static Piece content(MediaFile file) throws NotSentException {
    try {
      return new Piece.Content(name(file), file.path(), Files.size(file.path()));
    } catch (IOException e) {
      throw new NotSentException("cannot read the file for " + file.word() + ", " + name(file), e);
    }
  }

  private static void texts(String boundary, List<Piece> head, String name, Object value) {
    Collection<?> values =
        value instanceof Collection<?> many ? many : Collections.singleton(value);
    for (Object it : values)
      if (it != null) head.add(bytes(text(boundary, name, String.valueOf(it))));
  }

  private static String text(String boundary, String name, String value) {
    return "--"
        + boundary
        + "\r\nContent-Disposition: form-data; name=\""
        + quoted(name)
        + "\"\r\n\r\n"
        + value
        + "\r\n";
  }

  /** Never a name of this machine: those tell more than they should. */
  private static String name(MediaFile file) {
    String hash = file.sha256().replaceAll("[^0-9a-zA-Z]", "");
    return hash.substring(0, Math.min(16, hash.length())) + "." + extension(file.mediaType());
  }

  private static String extension(String mediaType) {
    return switch (mediaType) {
      case "image/jpeg" -> "jpg";
      case "audio/mpeg" -> "mp3";
      case "audio/x-wav" -> "wav";
      case "video/quicktime" -> "mov";
      default -> {
        String subtype = mediaType.replaceFirst("^[^/]*/", "");
        yield subtype.matches("[a-z0-9]{1,8}") ? subtype : "bin";
      }
    };
  }

  private static String plain(String mediaType) {
    return mediaType.matches("[\\w.+-]+/[\\w.+-]+") ? mediaType : "application/octet-stream";
  }

  private static String quoted(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static Piece bytes(String text) {
    return new Piece.Bytes(utf8(text));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
