package kinoloom.repl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import kinoloom.Batch;
import kinoloom.BatchRow;
import kinoloom.repl.console.Complaint;
import picocli.CommandLine.Option;

/** Many films of one script. */
final class BatchOption {
  @Option(
      names = "--batch",
      paramLabel = "FILE",
      description =
          "One film for each row of a CSV file (or of .jsonl), whose columns are params of the"
              + " script; --budget is for all of them.")
  private String file;

  @Option(
      names = "--rows",
      paramLabel = "1-10,12",
      description = "Only these rows of the batch, counted from 1.")
  private String only;

  @Option(
      names = "--stop-after",
      paramLabel = "N",
      description = "Leave out the rest once N rows have failed for one reason (default: 3).")
  private Integer stopAfter;

  boolean given() {
    if (file == null && (only != null || stopAfter != null)) {
      throw Complaint.usage("--rows and --stop-after go with --batch", "Add --batch FILE");
    }
    if (stopAfter != null && stopAfter < 1) {
      throw Complaint.usage("'" + stopAfter + "' (--stop-after) is not a number of rows", "From 1");
    }
    return file != null;
  }

  int stopAfter() {
    return stopAfter == null ? Batch.STOP_AFTER : stopAfter;
  }

  List<BatchRow> rows(Path folder, Map<String, Object> given) throws IOException {
    List<BatchRow> all = BatchFile.read(folder.resolve(file), given);
    if (only == null) return all;
    BitSet wanted = wanted(all.size());
    List<BatchRow> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) if (wanted.get(i)) rows.add(all.get(i));
    return rows;
  }

  private BitSet wanted(int count) {
    BitSet wanted = new BitSet();
    for (String part : only.split(",")) {
      if (!part.strip().matches("\\d{1,6}(-\\d{1,6})?")) throw bad(count);
      String[] ends = part.strip().split("-");
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      if (first < 1 || last < first || last > count) throw bad(count);
      wanted.set(first - 1, last);
    }
    return wanted;
  }

  private Complaint bad(int count) {
    return Complaint.usage(
        "'" + only + "' (--rows) does not name rows of the batch",
        "It has rows 1 to " + count + ", such as 1-3,5");
  }
}
