/**
 * Pictures drawn from a prompt: start from {@code Painter}. Plain Java2D shapes and a bitmap font
 * of its own, so it works on a headless JDK without any fonts.
 */
package kinoloom.emulator.paint;
