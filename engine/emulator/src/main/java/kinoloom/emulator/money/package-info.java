/** Balances: a double-entry ledger in integer 分, the judge of what was paid. */
package kinoloom.emulator.money;
