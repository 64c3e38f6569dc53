package kinoloom.examples.spring;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code kinoloom.*}.
 *
 * @param script what this service makes. A script can do whatever this process can, so a request
 *     gives its params and never a script; and a param that the script gives to {@code file(…)}
 *     lets any caller name a file of this machine.
 * @param baseUrl of the platform, the host alone
 * @param budget what one film may cost at most, in yuan
 */
@ConfigurationProperties("kinoloom")
record Settings(
    Path script,
    Path workspace,
    Path out,
    @DefaultValue("https://opencomputing.ai") String baseUrl,
    @DefaultValue("30") String budget) {}
