package kinoloom.journal

import groovy.transform.CompileStatic
import java.nio.file.Path

/** Another process that owns a run until it is ended, or its input is closed. */
@CompileStatic
final class LockHolder {
    static void main(String[] args) {
        try {
            RunLock.acquire(new RunFolder(args[0], Path.of(args[1])), Events.CLOCK)
        } catch (RunBusyException e) {
            System.out.println('busy')
            return
        }
        System.out.println('locked')
        System.in.read()
    }
}
