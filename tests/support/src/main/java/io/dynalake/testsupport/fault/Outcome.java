package io.dynalake.testsupport.fault;

import io.dynalake.testsupport.http.Reply;
import io.dynalake.testsupport.http.Response;
import java.util.Optional;

/**
 * What became of a request.
 *
 * @param reply what the client gets
 * @param status that it sees; 0 for none or half an answer
 * @param answer the service's, if the request was passed on
 */
record Outcome(Reply reply, int status, Optional<Response> answer) {
  static Outcome answered(Response response) {
    return new Outcome(new Reply.Whole(response), response.status(), Optional.of(response));
  }

  static Outcome refused(Response response) {
    return new Outcome(new Reply.Whole(response), response.status(), Optional.empty());
  }

  static Outcome cut() {
    return new Outcome(new Reply.Cut(), 0, Optional.empty());
  }

  static Outcome cutAfter(Response response) {
    return new Outcome(new Reply.Cut(), 0, Optional.of(response));
  }

  static Outcome cutIn(Response response) {
    return new Outcome(new Reply.Half(response), 0, Optional.of(response));
  }
}
