package kinoloom.repl;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.BatchRow;
import kinoloom.graph.Place;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Exit;

/**
 * The rows of a batch: a CSV file (UTF-8, columns separated by commas, the first line names the
 * params) or, where its name ends in {@code .jsonl}, a JSON object on each line. An empty cell
 * leaves a param as the script has it; an empty row is none.
 */
final class BatchFile {
  private final String name;
  private final List<BatchRow> rows = new ArrayList<>();

  private BatchFile(String name) {
    this.name = name;
  }

  /**
   * @param given values that all rows have unless they say otherwise
   */
  static List<BatchRow> read(Path file, Map<String, Object> given) throws IOException {
    String name = file.getFileName().toString();
    if (!Files.isRegularFile(file))
      throw Complaint.usage("no such file: " + name + " (--batch)", "");
    BatchFile batch = new BatchFile(name);
    String text = text(file, name);
    if (name.endsWith(".jsonl")) batch.jsonLines(text, given);
    else batch.csv(text, given);
    if (batch.rows.isEmpty()) {
      throw new Complaint(Exit.SCRIPT, name + " has no rows", "Each row is one film");
    }
    return batch.rows;
  }

  private static String text(Path file, String name) throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Complaint(Exit.SCRIPT, name + " is no UTF-8 text", "Save it as CSV UTF-8");
    }
  }

  private void csv(String text, Map<String, Object> given) throws IOException {
    CsvMapper mapper = CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();
    try (MappingIterator<String[]> lines = mapper.readerFor(String[].class).readValues(text)) {
      List<String> header = null;
      int line = 1;
      while (lines.hasNextValue()) {
        String[] cells = lines.nextValue();
        int next = lines.getCurrentLocation().getLineNr();
        if (Arrays.stream(cells).anyMatch(cell -> !cell.isBlank())) {
          if (header == null) header = header(cells, line);
          else rows.add(row(header, cells, line, given));
        }
        line = next;
      }
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  private Complaint unreadable(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return wrong(at == null ? 1 : at.getLineNr(), "this is no CSV: " + e.getOriginalMessage(), "");
  }

  private List<String> header(String[] cells, int line) {
    List<String> names = Arrays.stream(cells).map(String::strip).toList();
    if (names.size() == 1 && names.get(0).matches("[^,]*[;\t][^,]*")) {
      throw wrong(
          line,
          "the columns are not separated by commas",
          "Save it as CSV with commas; values that hold a comma stand in double quotes");
    }
    Set<String> seen = new HashSet<>();
    for (String column : names) {
      if (column.isEmpty()) throw wrong(line, "a column has no name", "Name it as its param");
      if (!seen.add(column)) throw wrong(line, "two columns are named '" + column + "'", "");
    }
    return names;
  }

  private BatchRow row(List<String> header, String[] cells, int line, Map<String, Object> given) {
    if (cells.length != header.size()) {
      throw wrong(
          line,
          cells.length + " values for " + header.size() + " columns",
          "A value that holds a comma stands in double quotes");
    }
    Map<String, Object> params = new LinkedHashMap<>(given);
    for (int i = 0; i < cells.length; i++) {
      if (!cells[i].isEmpty()) params.put(header.get(i), cells[i]);
    }
    return new BatchRow(rows.size() + 1, new Place(name, line), params);
  }

  private void jsonLines(String text, Map<String, Object> given) {
    ObjectMapper mapper = new ObjectMapper();
    int number = 0;
    for (String line : text.split("\r?\n", -1)) {
      number++;
      if (line.isBlank()) continue;
      try {
        Map<String, Object> params = new LinkedHashMap<>(given);
        params.putAll(mapper.readValue(line, new TypeReference<Map<String, Object>>() {}));
        rows.add(new BatchRow(rows.size() + 1, new Place(name, number), params));
      } catch (JsonProcessingException e) {
        throw wrong(number, "this is no JSON object of values", "Such as: {\"shots\": 3}");
      }
    }
  }

  private Complaint wrong(int line, String message, String hint) {
    return new Complaint(Exit.SCRIPT, name + ":" + line + ": " + message, hint);
  }
}
