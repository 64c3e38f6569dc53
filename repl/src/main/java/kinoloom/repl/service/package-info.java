/** Which platform, and an engine on it. Start from {@link kinoloom.repl.service.EngineRoom}. */
package kinoloom.repl.service;
