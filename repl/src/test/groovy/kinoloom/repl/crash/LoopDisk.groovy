package kinoloom.repl.crash

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/**
 * A file system of its own, in a file, that can lose its power: what was not forced to it is gone. It takes Linux and root,
 * and asks the kernel for the shutdown that file system developers test with: {@code FS_IOC_SHUTDOWN} without a flush of
 * the log.
 */
class LoopDisk implements AutoCloseable {
  private static final Map<String, List<String>> MAKE = [
    ext4: ['mkfs.ext4', '-q', '-F'], xfs: ['mkfs.xfs', '-q', '-f'],
  ]
  private static final long MEGABYTES = 320 // xfs wants 300

  /** _IOR('X', 125, __u32) with EXT4_GOING_FLAGS_NOLOGFLUSH, which is XFS_FSOP_GOING_FLAGS_NOLOGFLUSH as well. */
  private static final List<String> SHUTDOWN = ['perl', '-e', 'open(my $d, "<", $ARGV[0]) or die $!; ioctl($d, 0x8004587d, pack("L", 2)) or die $!']

  private final Path image
  private final Thread leave = new Thread({ unmountInTheEnd() })
  final Path root
  int cuts = 0

  /** What this machine lacks for it, in words; null if nothing. */
  static String lacks(String type) {
    if (System.getProperty('os.name') != 'Linux') return 'it takes Linux'
    if (System.getProperty('user.name') != 'root') return 'it takes root'
    List<String> missing = [MAKE[type][0], 'mount', 'perl'].findAll { !has(it) }
    if (missing) return missing.join(' and ') + ' is missing' + (type == 'xfs' ? ' (package xfsprogs)' : '')
    if (!Files.exists(Path.of('/dev/loop-control'))) return 'there are no loop devices'
    null
  }

  private static boolean has(String program) {
    ['/usr/sbin', '/sbin', '/usr/bin', '/bin'].any { Files.isExecutable(Path.of(it, program)) }
  }

  LoopDisk(Path folder, String type) {
    root = Files.createDirectories(folder.resolve("$type-mounted"))
    image = folder.resolve("${type}.img")
    new RandomAccessFile(image.toFile(), 'rw').withCloseable { it.length = MEGABYTES << 20 }
    done(MAKE[type] + ["$image" as String])
    mount()
    Runtime.runtime.addShutdownHook(leave)
  }

  private void mount() {
    done(['mount', '-o', 'loop', "$image" as String, "$root" as String])
  }

  /** Stops a process in the middle, lets the disk lose its power, and puts both back to where they would be after it. */
  void cutPower(KinoProcess kino) {
    List<ProcessHandle> programs = kino.programs
    new ProcessBuilder('kill', '-STOP', "$kino.pid").start().waitFor()
    // A force that is under way is not to be told of after the cut.
    Thread.sleep(30)
    done(SHUTDOWN + ["$root" as String])
    kino.kill()
    programs.each { it.destroyForcibly() }
    programs.each { it.onExit().get(10, TimeUnit.SECONDS) }
    done(['umount', "$root" as String])
    mount()
    cuts++
  }

  private static void done(List<String> command) {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start()
    String said = process.inputStream.text
    assert process.waitFor() == 0 : "${command.take(3)}: $said"
  }

  private void unmountInTheEnd() {
    new ProcessBuilder('umount', '-l', "$root" as String).start().waitFor()
  }

  @Override
  void close() {
    unmountInTheEnd()
    Runtime.runtime.removeShutdownHook(leave)
    Files.deleteIfExists(image)
  }
}
