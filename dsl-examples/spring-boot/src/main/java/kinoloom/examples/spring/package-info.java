/**
 * The engine in a Spring Boot service that makes films on request. Start from {@link
 * kinoloom.examples.spring.Application}.
 */
package kinoloom.examples.spring;
