package kinoloom.sim;

/** What a crash leaves on the disk. */
enum Image {
  /** The process alone ended: everything it wrote is there, and still waits to reach the disk. */
  KEPT,
  /** The power failed: only what was forced is there. */
  FORCED,
  /** What was forced, and the first of the rest, in order. */
  PREFIX,
  /** The same, and a part of the write that came next. */
  TORN,
  /** The same, but the file has got its new length, and NULs in the place of what is missing. */
  NULS,
  /** All content is there, and names that were not forced may be missing or be the old ones. */
  UNDONE,
  /** Any of what was not forced, in any order. */
  SOME
}
