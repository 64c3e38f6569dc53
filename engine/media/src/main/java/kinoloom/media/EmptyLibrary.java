package kinoloom.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A Linux shared library with a name and nothing in it.
 *
 * <p>The bundled ffmpeg links to the sound server and the screen, for capture devices that Kinoloom
 * never opens; a server seldom has those libraries and the loader would refuse to start ffmpeg.
 * Since functions are bound at their first call, which never comes, an empty library in their place
 * is enough. The loader warns of the missing version table; {@link Tail} drops that line.
 *
 * <p>File: ELF64 header, three program headers (load, dynamic, stack), dynamic section, hash table
 * and symbol table with the one obligatory null symbol, string table. One read-write page at 0.
 */
final class EmptyLibrary {

  /**
   * What ffmpeg's device and hardware parts ask for and film making does not; some builds bring a
   * few.
   */
  static final List<String> DEVICE_LIBRARIES =
      List.of(
          "libpulse.so.0",
          "libasound.so.2",
          "libxcb.so.1",
          "libxcb-shm.so.0",
          "libudev.so.1",
          "libva.so.2",
          "libva-drm.so.2",
          "libdrm.so.2");

  private static final int X86_64 = 62;
  private static final int AARCH64 = 183;
  private static final int HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int DYNAMIC = HEADER + 3 * PROGRAM_HEADER;
  private static final int DYNAMIC_SIZE = 7 * 16;
  private static final int HASH = DYNAMIC + DYNAMIC_SIZE;
  private static final int SYMBOLS = HASH + 16;
  private static final int SYMBOL_SIZE = 24;
  private static final int STRINGS = SYMBOLS + SYMBOL_SIZE;

  private EmptyLibrary() {}

  static byte[] named(String soname, String classifier) {
    byte[] name = soname.getBytes(StandardCharsets.US_ASCII);
    int stringsSize = 1 + name.length + 1;
    int size = STRINGS + stringsSize;
    ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);

    elf.putInt(0x464c457f).put((byte) 2).put((byte) 1).put((byte) 1).position(16);
    elf.putShort((short) 3).putShort((short) (classifier.endsWith("arm64") ? AARCH64 : X86_64));
    elf.putInt(1).putLong(0).putLong(HEADER).putLong(0).putInt(0);
    elf.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 3);
    elf.putShort((short) 64).putShort((short) 0).putShort((short) 0);

    programHeader(elf, 1, 0, size, 0x10000);
    programHeader(elf, 2, DYNAMIC, DYNAMIC_SIZE, 8);
    programHeader(elf, 0x6474e551, 0, 0, 16);

    elf.putLong(14).putLong(1); // DT_SONAME
    elf.putLong(4).putLong(HASH);
    elf.putLong(5).putLong(STRINGS);
    elf.putLong(6).putLong(SYMBOLS);
    elf.putLong(10).putLong(stringsSize);
    elf.putLong(11).putLong(SYMBOL_SIZE);
    elf.putLong(0).putLong(0);

    elf.putInt(1).putInt(1).putInt(0).putInt(0);
    elf.position(STRINGS + 1);
    elf.put(name);
    return elf.array();
  }

  private static void programHeader(ByteBuffer elf, int type, int at, int size, int align) {
    elf.putInt(type).putInt(6).putLong(at).putLong(at).putLong(at);
    elf.putLong(size).putLong(size).putLong(align);
  }
}
