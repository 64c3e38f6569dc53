package kinoloom.plan;

import java.util.List;
import kinoloom.answer.Fault;
import kinoloom.platform.Answer;

/**
 * What a chat that answered otherwise than it should is to be asked.
 *
 * @param asked how often it was asked until now
 * @param value what could be read of its answers until now; null for nothing
 * @param faults what is wrong with it
 * @param answer its last answer, or null if a damaged journal has lost it
 */
public record Asking(int asked, Object value, List<Fault> faults, Answer answer) {}
