/**
 * The 元境 platform on one machine: a real socket, real pictures and clips, a real ledger. Start from
 * {@link kinoloom.emulator.Emulator}.
 *
 * <p>It imports nothing of the engine it is used to judge.
 */
package kinoloom.emulator;
