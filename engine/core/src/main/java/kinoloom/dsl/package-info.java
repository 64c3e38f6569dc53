/** A Groovy script becomes a workflow. Start from {@link kinoloom.dsl.GroovyLanguage}. */
package kinoloom.dsl;
