package kinoloom.emulator

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** A program of this machine, run to its end or to the end of our patience. */
final class Program {
    final int exit
    final String out
    final String said

    private Program(int exit, String out, String said) {
        this.exit = exit
        this.out = out
        this.said = said
    }

    static boolean isHere(String name) {
        System.getenv('PATH').split(File.pathSeparator).any { Files.isExecutable(Path.of(it, name)) }
    }

    /** Of what is in the environment, OpenAI's own variables are not passed on. */
    static Program run(Path folder, int seconds, List<String> command) {
        def out = Files.createTempFile('program', '.out')
        def said = Files.createTempFile('program', '.err')
        try {
            def builder = new ProcessBuilder(command).directory(folder.toFile()).redirectInput(new File('/dev/null'))
                    .redirectOutput(out.toFile()).redirectError(said.toFile())
            builder.environment().keySet().removeIf { it.startsWith('OPENAI_') }
            builder.environment().put('NO_PROXY', '127.0.0.1')
            def process = builder.start()
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS)
            if (!ended) {
                process.descendants().forEach { it.destroyForcibly() }
                process.destroyForcibly().waitFor()
            }
            new Program(ended ? process.exitValue() : -1, Files.readString(out),
                    ended ? Files.readString(said) : "not done in $seconds s; " + Files.readString(said))
        } finally {
            Files.delete(out)
            Files.delete(said)
        }
    }
}
