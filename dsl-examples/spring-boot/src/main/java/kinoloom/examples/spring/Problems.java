package kinoloom.examples.spring;

import java.util.List;
import java.util.Map;
import kinoloom.MovedRunException;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.journal.RunBusyException;
import kinoloom.journal.UnknownRunException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the engine refuses, as HTTP says it. */
@RestControllerAdvice
class Problems {

  /** All mistakes at once; nothing was sent or paid. */
  @ExceptionHandler
  ProblemDetail invalid(InvalidWorkflowException e) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The film cannot be made so");
    List<Map<String, String>> all =
        e.problems().stream()
            .map(it -> Map.of("message", it.message(), "hint", it.hint()))
            .toList();
    problem.setProperty("problems", all);
    return problem;
  }

  @ExceptionHandler
  ProblemDetail unknown(UnknownRunException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
  }

  @ExceptionHandler({RunBusyException.class, MovedRunException.class})
  ProblemDetail conflict(Exception e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
  }
}
