package kinoloom.repl.crash

/** The paid requests that the events of a journal tell of, by their transno. */
class Attempts {
  /** All that were announced: nothing else may ever reach the platform. */
  final Set<String> announced = []

  /** Announced and no more: the platform cannot have seen them whole. */
  final Set<String> unsent = []

  /** Sent, and nobody wrote down an answer. */
  final Set<String> inDoubt = []

  /** Task ids that were written down, and the steps they are of. */
  final Map<String, String> tasks = [:]

  final int resubmissions

  Attempts(List<Map> events) {
    Map<List, String> transnos = [:]
    events.each { event ->
      List attempt = [event.step, event.attempt]
      switch (event.type) {
        case 'submit.intent':
          transnos[attempt] = event.transno
          announced << event.transno
          unsent << event.transno
          break
        case 'submit.barrier':
          unsent.remove(transnos[attempt])
          inDoubt << transnos[attempt]
          break
        case 'submit.accepted':
          tasks[event.task instanceof Map ? event.task.id : event.task] = event.step
          break
        case 'submit.answered':
        case 'submit.rejected':
          inDoubt.remove(transnos[attempt])
      }
    }
    resubmissions = events.count { it.type == 'submit.resolved' && it.decision == 'resubmit' }
  }
}
