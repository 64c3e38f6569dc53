package kinoloom.emulator.console;

import java.io.IOException;

/**
 * What stands at a method and path of the console.
 *
 * @param kind who may come in, and what is checked first
 */
record Room(Kind kind, Host host) {

  enum Kind {
    /** A page for everyone. */
    OPEN_PAGE,
    /** A page of an account. */
    PAGE,
    /** A form anyone can send. */
    OPEN_FORM,
    /** A form of an account. */
    FORM,
    /** JSON for programs; who they are is for the endpoint to ask. */
    CALL,
    /** Alipay's notification; its signature is what counts. */
    NOTICE
  }

  /** Answers a visit. */
  interface Host {
    void receive(Visit visit) throws IOException, Refusal;
  }

  boolean isForm() {
    return kind == Kind.FORM || kind == Kind.OPEN_FORM;
  }

  boolean needsLogin() {
    return kind == Kind.FORM || kind == Kind.PAGE;
  }
}
