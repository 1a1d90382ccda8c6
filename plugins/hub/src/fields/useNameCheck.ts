import { useApi } from '@backstage/frontend-plugin-api';
import {
  type Issue,
  validateExperimentName,
} from '@illm-lab/plugin-hub-common';
import { useEffect, useState } from 'react';
import { hubApiRef } from '../api/hubApi';
import { checkName } from './checkName';

/** Somebody who types faster than this is still typing. */
const TYPING_MS = 300;

/** What is known of a name so far. */
export type NameCheck =
  | { state: 'empty' | 'checking' | 'free' }
  | { state: 'wrong'; issue: Issue }
  | { state: 'unknown'; reason: string };

/** Checks a name while it is typed; the hub is asked once per pause. */
export function useNameCheck(name: string): NameCheck {
  const api = useApi(hubApiRef);
  const [asked, setAsked] = useState<{ name: string; check: NameCheck }>();

  useEffect(() => {
    if (validateExperimentName(name).length > 0) return undefined;
    const aborter = new AbortController();
    const answer = (check: NameCheck) => {
      if (!aborter.signal.aborted) setAsked({ name, check });
    };
    const timer = setTimeout(
      () =>
        checkName(api, name, aborter.signal).then(
          issue =>
            answer(issue ? { state: 'wrong', issue } : { state: 'free' }),
          error => answer({ state: 'unknown', reason: error.message }),
        ),
      TYPING_MS,
    );
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [api, name]);

  if (name === '') return { state: 'empty' };
  const [issue] = validateExperimentName(name);
  if (issue) return { state: 'wrong', issue };
  return asked?.name === name ? asked.check : { state: 'checking' };
}
