/** The emulator's own table of models, read from {@code emulator-models.json}. */
package kinoloom.emulator.model;
