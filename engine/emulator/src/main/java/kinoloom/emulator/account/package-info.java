/** Who uses the platform: phones, the codes sent to them, sessions and API keys. */
package kinoloom.emulator.account;
