package kinoloom.repl.crash

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** A file system in memory that is soon full, for the workspace of a trial. Root may mount one. */
class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 4096

  private final Path folder
  private volatile Thread hog

  SmallDisk(Path folder, int kib) {
    this.folder = Files.createDirectories(folder)
    assert done('mount', '-t', 'tmpfs', '-o', "size=${kib}k,mode=700", 'kinoloom', "$folder")
  }

  static boolean possible() {
    Path place = Files.createTempDirectory('kinoloom-disk-')
    try {
      new SmallDisk(place, 64).close()
      true
    } catch (AssertionError | IOException ignored) {
      false
    } finally {
      Files.deleteIfExists(place)
    }
  }

  /** Takes all room that there is, and that becomes free, until there is more. */
  void fill() {
    hog = Thread.startDaemon('hog') {
      folder.resolve('hog').toFile().withOutputStream { out ->
        while (hog) {
          try {
            out.write(new byte[BLOCK])
          } catch (IOException ignored) {
            Thread.sleep(1)
          }
        }
      }
    }
  }

  void makeRoom() {
    Thread ending = hog
    hog = null
    ending?.join()
    Files.deleteIfExists(folder.resolve('hog'))
    assert done('mount', '-o', 'remount,size=64m', "$folder")
  }

  @Override
  void close() {
    hog = null
    done('umount', '-l', "$folder")
  }

  private static boolean done(Object... command) {
    Process process = new ProcessBuilder(command*.toString()).redirectErrorStream(true).start()
    process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0
  }
}
