/**
 * What has been made: files by hash, published whole. Start from {@link
 * kinoloom.artifact.ArtifactStore}.
 */
package kinoloom.artifact;
