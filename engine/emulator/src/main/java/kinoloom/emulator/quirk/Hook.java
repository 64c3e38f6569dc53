package kinoloom.emulator.quirk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** A place at which the platform can be odd. What is odd in several ways has a hook for each. */
interface Hook {

  /** Before a request is read: the answer it gets at once. */
  interface Before extends Hook {
    Optional<Message> answer(Ask ask);
  }

  /** Whether something goes wrong with a request. */
  interface Wrong extends Hook {
    boolean is(Ask ask);
  }

  /** How much later a request is served, in the platform's milliseconds. */
  interface Slow extends Hook {
    long millis(Ask ask);
  }

  /** A refusal, before it goes out. */
  interface Refused extends Hook {
    /**
     * @param why the refusal in words
     */
    Message shape(Message message, String why);
  }

  /** Any answer but files and streams, as it goes out. */
  interface Sent extends Hook {
    Message shape(Message message, Ask ask);
  }

  /** The most bytes of JSON that are read. */
  interface Limit extends Hook {
    int mostJson();
  }

  /** Whether a model is known by what it is called. */
  interface Called extends Hook {
    boolean by(String asked, String id);
  }

  /** Whether a category's id is known. */
  interface Category extends Hook {
    boolean known(String catelogid);
  }

  /** The list of models. */
  interface Listed extends Hook {
    List<ObjectNode> shape(List<ObjectNode> models);
  }

  /** Whether the uploads of a field that takes at most that many are lost. */
  interface Lost extends Hook {
    boolean lost(int sent, int most);
  }

  /** Whether the balance is enough. */
  interface Gate extends Hook {
    boolean opens(Purse purse);
  }

  /** What is said of an accepted task. */
  interface Submitted extends Hook {
    ObjectNode shape(ObjectNode body, Taken order);
  }

  /** Pictures are answered at once. */
  interface AtOnce extends Hook {}

  /** Why a task fails. */
  interface Fate extends Hook {
    Optional<String> error(int attempt, long ordinal);
  }

  /** How long a task takes at least, in the platform's seconds. */
  interface Lasts extends Hook {
    int seconds();
  }

  /** How long after its end a task is charged, in the platform's seconds. */
  interface Charged extends Hook {
    int seconds();
  }

  /** Whether a task is there. */
  interface Row extends Hook {
    boolean exists(Sight sight);
  }

  /** A task wherever it is shown. */
  interface Shown extends Hook {
    ObjectNode shape(ObjectNode body, int attempt);
  }

  /** The answer to a poll. */
  interface Polled extends Hook {
    /**
     * @param count counts the polls of the task from 1
     */
    ObjectNode shape(ObjectNode body, Ask ask, int count);
  }

  /** How long a link works, in the platform's seconds. */
  interface Link extends Hook {
    /**
     * @param count counts the links to the files of the task from 1
     */
    Optional<Integer> seconds(int count);
  }

  /** A file, before it is sent. */
  interface File extends Hook {
    FileReply shape(FileReply reply, FileReply.Want want);
  }

  /** Chats are streams, asked for or not. */
  interface Unasked extends Hook {}

  /** Whether a stream costs nothing. */
  interface Free extends Hook {
    boolean free(int attempt);
  }

  /** A chat's stream. */
  interface Flow extends Hook {
    /**
     * @param attempt 1 for the first stream for a question
     */
    ChatFlow shape(ChatFlow flow, Ask ask, int attempt);
  }
}
