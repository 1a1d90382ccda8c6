import { Link } from '@backstage/ui';
import { type ServiceRevision } from '@illm-lab/plugin-hub-common';
import { shortRevision } from './words';

/** What is deployed: the commit, its author and its pull request, each a link. */
export const RevisionText = ({
  revision,
  withMessage = false,
}: {
  revision: ServiceRevision | null;
  withMessage?: boolean;
}) => {
  if (!revision?.id) return <>–</>;
  const { id, url, author, message, pullRequest } = revision;
  const short = shortRevision(id);
  return (
    <>
      {url ? (
        <Link
          href={url}
          target="_blank"
          rel="noopener"
          title={message ?? id}
          aria-label={`Commit ${short}, opens in a new tab`}
        >
          {short}
        </Link>
      ) : (
        <span title={id}>{short}</span>
      )}
      {author && ` by ${author}`}
      {pullRequest && (
        <>
          {' · '}
          <Link href={pullRequest.url} target="_blank" rel="noopener">
            {`PR #${pullRequest.number}`}
          </Link>
        </>
      )}
      {withMessage && message && ` · ${message}`}
    </>
  );
};
