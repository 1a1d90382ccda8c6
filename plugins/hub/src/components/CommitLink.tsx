import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';

const SHORT = 7;

/** A commit, short, as a link to its page at the forge. */
export const CommitLink = ({ commit }: { commit: string | null }) => {
  const repository = useApi(configApiRef).getOptionalString('hub.repository');
  if (!commit) return <>–</>;
  const short = commit.slice(0, SHORT);
  return repository ? (
    <Link
      href={`${repository.replace(/\/$/, '')}/commit/${commit}`}
      target="_blank"
      rel="noopener"
      title={commit}
      aria-label={`Commit ${short}, opens in a new tab`}
    >
      {short}
    </Link>
  ) : (
    <span title={commit}>{short}</span>
  );
};
