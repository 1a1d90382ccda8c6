import { discoveryApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useState } from 'react';

/**
 * Whether this browser was let in with `./lab open`; asked again whenever one comes
 * back to the page, since that is done elsewhere. Where the hub does not say, the
 * page that follows tells why.
 */
export function useAdmission(): {
  admission: 'asking' | 'admitted' | 'refused';
  askAgain: () => void;
} {
  const discoveryApi = useApi(discoveryApiRef);
  const [attempt, setAttempt] = useState(0);
  const [admission, setAdmission] = useState<'asking' | 'admitted' | 'refused'>(
    'asking',
  );
  const askAgain = useCallback(() => setAttempt(n => n + 1), []);

  useEffect(() => {
    let current = true;
    const ask = async () => {
      const url = `${await discoveryApi.getBaseUrl('auth')}/local/admission`;
      // A bare fetch: the app's own would wait for somebody to sign in.
      const answer = await window.fetch(url, { credentials: 'include' });
      const { admitted } = await answer.json();
      return admitted === false ? 'refused' : 'admitted';
    };
    ask()
      .catch(() => 'admitted' as const)
      .then(found => current && setAdmission(found));
    return () => {
      current = false;
    };
  }, [discoveryApi, attempt]);

  useEffect(() => {
    if (admission !== 'refused') return undefined;
    window.addEventListener('focus', askAgain);
    return () => window.removeEventListener('focus', askAgain);
  }, [admission, askAgain]);

  return { admission, askAgain };
}
