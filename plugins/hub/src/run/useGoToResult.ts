import { hasEnded, type Run } from '@illm-lab/plugin-hub-common';
import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

/** What a person does who is reading; a moved mouse is no sign of it. */
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Whether a run is over and was measured. */
export const hasResult = (run: Run) =>
  hasEnded(run) && (run.verdict === 'passed' || run.verdict === 'failed');

/**
 * Goes from the steps of a run to its result when it ends, since that is what one
 * has been waiting for; not when the reader has begun to read, which is to have
 * used the page in any way.
 *
 * @param base - path of the run's page
 */
export function useGoToResult(run: Run, base: string) {
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const reading = useRef(false);
  const waited = useRef(false);
  useEffect(() => {
    const isReading = () => {
      reading.current = true;
    };
    SIGNS.forEach(sign => document.addEventListener(sign, isReading, true));
    return () =>
      SIGNS.forEach(sign =>
        document.removeEventListener(sign, isReading, true),
      );
  }, []);
  const over = hasResult(run);
  useEffect(() => {
    if (!over) {
      waited.current = true;
      return;
    }
    const atSteps = pathname === `${base}/steps` && search === '';
    if (waited.current && !reading.current && atSteps) {
      navigate(`${base}/result`, { replace: true });
    }
    waited.current = false;
  }, [over, base, pathname, search, navigate]);
}
