import { Session } from 'node:inspector';

/** Runs where the objects are. Gives `symbol on Class` for each. */
const LIST = `function () {
  const found = new Set();
  for (const object of this) {
    for (const { description = '' } of Object.getOwnPropertySymbols(object)) {
      if (description.startsWith('throughline')) found.add(description + ' on ' + (object.constructor?.name ?? 'globalThis'));
    }
  }
  return [...found];
}`;

/** The symbols of the package that any object of this process has now, as `symbol on Class`. */
export function symbolsInHeap(): readonly string[] {
  const session = new Session();
  session.connect();
  try {
    const objects = ['Object.prototype', 'globalThis.constructor.prototype'].map((expression) => {
      const prototypeObjectId = evaluate(session, expression);
      return post(session, 'Runtime.queryObjects', { prototypeObjectId }).objects.objectId;
    });
    return objects.flatMap((objectId) => {
      const answer = post(session, 'Runtime.callFunctionOn', {
        objectId,
        functionDeclaration: LIST,
        returnByValue: true,
      });
      return answer.result.value as string[];
    });
  } finally {
    session.disconnect();
  }
}

function evaluate(session: Session, expression: string): string {
  return post(session, 'Runtime.evaluate', { expression }).result.objectId as string;
}

interface Answer {
  readonly objects: { readonly objectId: string };
  readonly result: { readonly objectId?: string; readonly value?: unknown };
}

/** A session of the own thread answers at once. */
function post(session: Session, method: string, params: object): Answer {
  let answer: unknown;
  session.post(method, params, (error, result) => {
    if (error !== null) throw new Error(error.message);
    answer = result;
  });
  return answer as Answer;
}
