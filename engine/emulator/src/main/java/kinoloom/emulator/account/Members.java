package kinoloom.emulator.account;

/** All that is about who uses the platform. */
public record Members(Accounts accounts, Keys keys, Login login, Sessions sessions) {}
