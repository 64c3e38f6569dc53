package kinoloom.journal

import groovy.transform.CompileStatic

@CompileStatic
final class WriteLoad {
    static void run(Journal journal, int events, int group) {
        for (int i = 1; i <= events; i++) {
            journal.append(new Event.TaskChanged(Events.BOARD, 'RUNNING'))
            if (i % group == 0) journal.commit()
        }
    }
}
