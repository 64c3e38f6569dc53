/** The platform's wire: routes, requests, and the one place that shapes answers. */
package kinoloom.emulator.web;
