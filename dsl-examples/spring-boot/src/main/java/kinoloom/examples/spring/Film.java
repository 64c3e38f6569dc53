package kinoloom.examples.spring;

import java.util.List;
import kinoloom.RunStatus;

/**
 * A film as callers see it.
 *
 * @param state {@code running}, {@code done}, {@code failed}, {@code paused}, {@code cancelled} or
 *     {@code interrupted}
 * @param spent yuan
 * @param files that are there
 */
record Film(
    String run, String title, String state, String spent, List<Step> steps, List<String> files) {

  record Step(String id, String state, String detail) {}

  static Film of(RunStatus status) {
    return new Film(
        status.id(),
        status.title(),
        status.state(),
        status.spending().spent().toString(),
        status.steps().stream()
            .map(it -> new Step(it.id().value(), it.state(), it.detail()))
            .toList(),
        status.published());
  }

  boolean running() {
    return state.equals("running");
  }
}
