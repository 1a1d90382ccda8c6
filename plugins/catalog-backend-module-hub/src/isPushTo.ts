import { RepositoryConfig } from './config';

/**
 * Whether the payload of a `github.push` event is a push to the branch of this
 * repository. Deliveries of other repositories and branches don't concern it.
 */
export function isPushTo(
  { url, branch }: RepositoryConfig,
  payload: unknown,
): boolean {
  const push = payload as {
    ref?: string;
    repository?: { html_url?: string };
  } | null;
  return (
    push?.ref === `refs/heads/${branch}` && push.repository?.html_url === url
  );
}
