package kinoloom.emulator.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.server.handlers.form.FormData;
import io.undertow.server.handlers.form.FormDataParser;
import io.undertow.server.handlers.form.FormEncodedDataDefinition;
import io.undertow.server.handlers.form.FormParserFactory;
import io.undertow.server.handlers.form.MultiPartParserDefinition;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.ParameterLimitException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Map;
import kinoloom.emulator.store.FileStore;
import kinoloom.emulator.store.Json;

/**
 * Reads requests within limits. JSON and plain forms are held in memory, up to 10 MiB; multipart
 * files stream to temporary files, which Undertow removes when the exchange ends.
 */
final class FormReader {
  static final int MOST_JSON = 10 << 20;
  static final int MOST_PARTS = 64;
  static final long MOST_FILE = 64L << 20;
  static final long MOST_MULTIPART = 4 * MOST_FILE;

  private static final long MOST_PASSED_OVER = 2L * MOST_JSON;

  private final FormParserFactory parsers;
  private final FileStore files;
  private final int mostJson;

  FormReader(Path tmp, FileStore files, int mostJson) {
    this.files = files;
    this.mostJson = mostJson;
    FormEncodedDataDefinition plain = new FormEncodedDataDefinition().setDefaultEncoding("UTF-8");
    MultiPartParserDefinition multipart =
        new MultiPartParserDefinition(tmp).setDefaultEncoding("UTF-8");
    multipart.setMaxIndividualFileSize(MOST_FILE);
    this.parsers = FormParserFactory.builder(false).addParsers(plain, multipart).build();
  }

  Form read(HttpServerExchange exchange) throws IOException, WireError {
    Form form = new Form();
    for (Map.Entry<String, Deque<String>> query : exchange.getQueryParameters().entrySet()) {
      query.getValue().forEach(value -> form.add(query.getKey(), value));
    }
    if (exchange.getRequestMethod().equals(Methods.POST)) {
      body(exchange, form);
    }
    return form;
  }

  private void body(HttpServerExchange exchange, Form form) throws IOException, WireError {
    String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    if (type != null && type.startsWith(MultiPartParserDefinition.MULTIPART_FORM_DATA)) {
      // The server's option for multipart bodies yields to the one for all bodies.
      exchange.setMaxEntitySize(MOST_MULTIPART);
    }
    FormDataParser parser = parsers.createParser(exchange);
    if (parser == null) {
      json(exchange, form);
      return;
    }
    FormData data;
    try {
      // Not closed here: that would remove the files. The end of the exchange does it.
      data = parser.parseBlocking();
    } catch (RequestTooBigException | MultiPartParserDefinition.FileTooLargeException e) {
      throw WireError.tooLarge();
    } catch (RuntimeException e) {
      if (e.getCause() instanceof ParameterLimitException) {
        throw WireError.unreadable("Too many fields: at most " + MOST_PARTS);
      }
      throw noForm(e);
    } catch (IOException e) {
      throw noForm(e);
    }
    for (String name : data) {
      if (name == null) throw WireError.unreadable("A part of the form has no name");
      for (FormData.FormValue value : data.get(name)) {
        if (value.isFileItem()) {
          form.addPart(name, file(value.getFileItem()));
        } else {
          form.add(name, value.getValue());
        }
      }
    }
  }

  /** Cut off, a charset that is none, a part without a name: the parser has many words for it. */
  private static WireError noForm(Exception e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return WireError.unreadable("The form cannot be read: " + why);
  }

  private Path file(FormData.FileItem item) throws IOException {
    if (!item.isInMemory()) {
      return item.getFile();
    }
    Path copy = files.scratch(".upload");
    item.write(copy);
    return copy;
  }

  /** A body that is not JSON is ignored, as on the platform: the parameters are then missing. */
  private void json(HttpServerExchange exchange, Form form) throws IOException, WireError {
    if (exchange.getRequestContentLength() > mostJson) {
      passOver(exchange);
      throw WireError.tooLarge();
    }
    byte[] bytes = exchange.getInputStream().readNBytes(mostJson + 1);
    if (bytes.length > mostJson) {
      throw WireError.tooLarge();
    }
    try {
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (Json.MAPPER.readTree(text) instanceof ObjectNode object) {
        form.addAll(object);
      }
    } catch (JsonProcessingException e) {
      // the required parameters will be found missing
    }
  }

  /** A client that is still sending would see its connection break in place of the answer. */
  private static void passOver(HttpServerExchange exchange) throws IOException {
    long length = exchange.getRequestContentLength();
    if (length > MOST_PASSED_OVER) {
      return;
    }
    exchange.setMaxEntitySize(MOST_PASSED_OVER);
    exchange.getInputStream().skipNBytes(length);
  }
}
