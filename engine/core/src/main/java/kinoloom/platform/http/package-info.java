/**
 * The port over HTTP; the model catalogue turned into requests. Start from {@link
 * kinoloom.platform.http.HttpPlatform}.
 */
package kinoloom.platform.http;
