/**
 * What is to be made: immutable steps, inputs and edges, checked once. Start from {@link
 * kinoloom.graph.Workflow}.
 */
package kinoloom.graph;
