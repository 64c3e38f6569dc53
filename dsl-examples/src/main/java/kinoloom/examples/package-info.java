/** Programs that embed the engine. Start from {@link kinoloom.examples.EmbeddingApp}. */
package kinoloom.examples;
