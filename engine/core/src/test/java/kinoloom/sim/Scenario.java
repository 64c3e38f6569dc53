package kinoloom.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * All that decides what happens, to the last detail; written {@code film:7@120/torn,31/kept}: the
 * job, the seed of the weather and of every order of events, and for one process after the other
 * the effect that it does not come to, with what is left on the disk. The last process is not
 * stopped.
 */
record Scenario(Job job, long seed, List<Stop> stops) {

  /** A process ends before its {@code effect}-th effect, from 1. */
  record Stop(int effect, Image image) {
    @Override
    public String toString() {
      return effect + "/" + image.name().toLowerCase(Locale.ROOT);
    }
  }

  static Scenario parse(String text) {
    String[] parts = text.split("@", 2);
    String[] name = parts[0].split(":");
    List<Stop> stops = new ArrayList<>();
    if (parts.length == 2) {
      for (String stop : parts[1].split(",")) {
        String[] at = stop.split("/");
        stops.add(new Stop(Integer.parseInt(at[0]), Image.valueOf(at[1].toUpperCase(Locale.ROOT))));
      }
    }
    Job job = Job.valueOf(name[0].toUpperCase(Locale.ROOT));
    return new Scenario(job, Long.parseLong(name[1]), stops);
  }

  @Override
  public String toString() {
    String name = job.name().toLowerCase(Locale.ROOT) + ":" + seed;
    if (stops.isEmpty()) return name;
    return name + "@" + stops.stream().map(Stop::toString).collect(Collectors.joining(","));
  }
}
