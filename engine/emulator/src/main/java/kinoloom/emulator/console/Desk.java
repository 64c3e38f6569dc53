package kinoloom.emulator.console;

import kinoloom.emulator.account.Members;
import kinoloom.emulator.model.ModelTable;
import kinoloom.emulator.money.Books;
import kinoloom.emulator.pay.Gateway;
import kinoloom.emulator.pay.Till;
import kinoloom.emulator.task.Tasks;

/** The machinery behind the console. */
public record Desk(
    Members members, Till till, Gateway gateway, Books books, Tasks tasks, ModelTable models) {}
