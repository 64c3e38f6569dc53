/** The door for embedders. Start from {@link kinoloom.Kinoloom}. */
package kinoloom;
