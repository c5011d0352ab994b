import { useEffect, useState } from 'preact/hooks';

import type { FindingView } from '../../api.js';
import type { Feed } from '../api/feed.js';
import { fetchFindings, fetchLines } from '../api/fetch-json.js';
import { type OutsideLines, withNewest, withOlder } from '../model/outside-lines.js';

/** How many lines are asked for at once. */
const PART = 200;

/** How long to wait for more before the lines are asked for again, in milliseconds. */
const AGAIN = 500;

interface Outside {
  /** `undefined` until it is there. */
  readonly outside: OutsideLines | undefined;
  /** What the doctor found about code that lost its context. */
  readonly findings: readonly FindingView[];
  readonly failure: string | undefined;
  readonly loadOlder: () => void;
}

/** The lines that stand in no request, asked for again when there are more, or more is known of them. */
export function useOutside(feed: Feed): Outside {
  const [outside, setOutside] = useState<OutsideLines>();
  const [findings, setFindings] = useState<readonly FindingView[]>([]);
  const [failure, setFailure] = useState<string>();
  const fail = (error: Error): void => setFailure(error.message);

  useEffect(() => {
    const ask = async (): Promise<void> => {
      const list = await fetchLines(PART);
      setOutside((known) => withNewest(known, list));
      setFailure(undefined);
    };
    const timer = setTimeout(() => void ask().catch(fail), outside === undefined ? 0 : AGAIN);
    return () => clearTimeout(timer);
  }, [feed.outsideChanges]);

  useEffect(() => {
    fetchFindings()
      .then((all) => setFindings(all.findings.filter(({ code }) => code === 'TL_DOC_LOST')))
      .catch(fail);
  }, [feed.status?.findings]);

  const loadOlder = (): void => {
    fetchLines(PART, outside?.lines.at(-1)?.sequence)
      .then((list) => setOutside((known) => known && withOlder(known, list)))
      .catch(fail);
  };
  return { outside, findings, failure, loadOlder };
}
