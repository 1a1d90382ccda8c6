import { Link } from '@backstage/ui';
import { type PullRequest } from '@illm-lab/plugin-hub-common';

/** Open pull requests by number, as links to the forge. */
export const PullLinks = ({
  pulls,
}: {
  pulls?: Pick<PullRequest, 'number' | 'title' | 'url'>[];
}) =>
  pulls && pulls.length > 0 ? (
    <span>
      {pulls.map(({ number, title, url }, index) => (
        <span key={number}>
          {index > 0 && ', '}
          <Link
            href={url}
            target="_blank"
            rel="noopener"
            title={title}
            aria-label={`Pull request ${number}, ${title}, opens in a new tab`}
          >
            #{number}
          </Link>
        </span>
      ))}
    </span>
  ) : (
    <>–</>
  );
