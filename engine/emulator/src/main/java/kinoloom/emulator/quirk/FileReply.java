package kinoloom.emulator.quirk;

/**
 * How a file is sent.
 *
 * @param status 200, or the refusal
 * @param from the first byte that is sent
 * @param to after the last byte that is sent
 * @param sized whether its length is said
 * @param broken whether the connection breaks after the last byte
 */
public record FileReply(int status, long from, long to, boolean sized, boolean broken) {

  /**
   * What is asked for.
   *
   * @param range the Range header; empty when there is none
   * @param expired whether the link is too old
   */
  public record Want(Ask ask, String range, boolean expired, long size) {}

  public static FileReply whole(long size) {
    return new FileReply(200, 0, size, true, false);
  }

  FileReply refused(int with) {
    return new FileReply(with, from, to, sized, broken);
  }

  FileReply part(long first, long after) {
    return new FileReply(status, first, after, sized, broken);
  }

  FileReply unsized() {
    return new FileReply(status, from, to, false, broken);
  }

  /** Half of it, although the length of all is said. */
  FileReply torn() {
    return new FileReply(status, from, from + (to - from) / 2, sized, true);
  }
}
