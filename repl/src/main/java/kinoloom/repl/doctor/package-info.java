/** What kino stands on, looked at. Start from {@link kinoloom.repl.doctor.Doctor}. */
package kinoloom.repl.doctor;
