package kinoloom.repl.crash

import java.nio.file.Files
import java.nio.file.Path
import java.util.spi.ToolProvider

/**
 * Lets many kinos start in half the time: what the first has loaded is kept in an archive of the JVM. The JVM can only
 * archive classes out of jars, so folders of classes are packed first.
 */
class QuickStart {
  private final List<String> classPath
  private final Path archive

  QuickStart(Path folder) {
    int number = 0
    classPath = ['-cp', System.getProperty('java.class.path').split(File.pathSeparator).collect { entry ->
      Files.isDirectory(Path.of(entry)) ? packed(Path.of(entry), folder.resolve("classes-${number++}.jar")) : entry
    }.join(File.pathSeparator)]
    archive = folder.resolve('kino.jsa')
  }

  private static String packed(Path classes, Path jar) {
    assert ToolProvider.findFirst('jar').get().run(System.out, System.err, 'cf0', "$jar", '-C', "$classes", '.') == 0
    jar
  }

  /** For the process that shows what is loaded; it has to end by itself. */
  List<String> getTrain() {
    classPath + ['-XX:ArchiveClassesAtExit=' + archive]
  }

  /** For all the others. */
  List<String> getGo() {
    Files.exists(archive) ? classPath + ['-XX:SharedArchiveFile=' + archive] : classPath
  }
}
