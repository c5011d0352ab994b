import { keepSource, type RequestTask } from '../../adapter.js';

/** What h3's own answers, such as those of `iterable`, keep the body in. */
interface HasBody {
  body: unknown;
}

/** The same answer of a handler; if its body is a stream, then one whose source runs in the context of the request. */
export function answerInContext(answer: unknown, task: RequestTask): unknown {
  if (!isHttpResponse(answer)) return keepSource(answer, task);
  answer.body = keepSource(answer.body, task);
  return answer;
}

/** Whether h3 takes `value` for an answer, not for JSON. */
function isHttpResponse(value: unknown): value is HasBody {
  return typeof value === 'object' && value !== null && Symbol.for('h3.HTTPResponse') in value && 'body' in value;
}
