import { useApi } from '@backstage/frontend-plugin-api';
import {
  type ClaimPreview,
  type ClaimPreviewRequest,
} from '@illm-lab/plugin-hub-common';
import { useEffect, useState } from 'react';
import { hubApiRef } from '../api/hubApi';

/** A preview that was asked for; neither while it is under way. */
export type PreviewState = { preview?: ClaimPreview; error?: Error };

/** Asks the hub what a claim would be; again only when the claim differs. */
export function useClaimPreview(
  request: ClaimPreviewRequest | undefined,
): PreviewState & { retry(): void } {
  const api = useApi(hubApiRef);
  const [state, setState] = useState<PreviewState>({});
  const [attempt, setAttempt] = useState(0);
  const text = request && JSON.stringify(request);

  useEffect(() => {
    setState({});
    if (!text) return undefined;
    const aborter = new AbortController();
    const { signal } = aborter;
    api.claimRequests.preview(JSON.parse(text), { signal }).then(
      preview => signal.aborted || setState({ preview }),
      error => signal.aborted || setState({ error }),
    );
    return () => aborter.abort();
  }, [api, text, attempt]);

  return { ...state, retry: () => setAttempt(attempt + 1) };
}
