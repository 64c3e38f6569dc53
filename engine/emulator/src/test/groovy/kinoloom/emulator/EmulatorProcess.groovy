package kinoloom.emulator

import java.nio.file.Path

/** An emulator in a process of its own, to be killed. */
final class EmulatorProcess {
    static void main(String[] args) {
        def emulator = Emulator.builder().dataDir(Path.of(args[0])).key(args[1]).timeScale(0.0001d).pixelScale(1).start()
        println emulator.banner()
        System.out.flush()
        Thread.currentThread().join()
    }
}
