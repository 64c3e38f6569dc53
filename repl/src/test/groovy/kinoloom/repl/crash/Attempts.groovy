package kinoloom.repl.crash

/** The paid requests that the events of a journal tell of, by their transno. */
class Attempts {
  /** All that were announced, and the steps they are for: nothing else may ever reach the platform. */
  final Map<String, String> announced = [:]

  /** Announced and no more: the platform cannot have seen them whole. */
  final Set<String> unsent = []

  /** Sent, and nobody wrote down an answer. */
  final Set<String> inDoubt = []

  /** Task ids that were written down, and the steps they are of. */
  final Map<String, String> tasks = [:]

  /** Sent again by a decision that was written down: the transnos that were given up, and their steps. */
  final Map<String, String> consents = [:]

  Attempts(List<Map> events) {
    Map<List, String> transnos = [:]
    Map<String, String> latest = [:]
    events.each { event ->
      List attempt = [event.step, event.attempt]
      switch (event.type) {
        case 'submit.intent':
          transnos[attempt] = event.transno
          latest[event.step] = event.transno
          announced[event.transno] = event.step
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
          break
        case 'submit.resolved':
          if (event.decision == 'resubmit') consents[latest[event.step]] = event.step
      }
    }
  }

  int getResubmissions() {
    consents.size()
  }
}
