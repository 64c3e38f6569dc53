package kinoloom.benchmarks;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Lets one method look at the clock. */
@Retention(RetentionPolicy.CLASS)
@interface SuppressForbidden {}
