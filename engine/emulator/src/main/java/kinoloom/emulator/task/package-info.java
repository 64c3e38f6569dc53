/** The life of a task: accepted, paid for, rendered and, when its time has passed, done. */
package kinoloom.emulator.task;
