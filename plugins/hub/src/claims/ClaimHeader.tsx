import { ButtonLink, Link, Text } from '@backstage/ui';
import { type ClaimDetail } from '@illm-lab/plugin-hub-common';
import { RiGitPullRequestLine } from '@remixicon/react';
import { EntityLink } from '../components/EntityLink';
import { ThingHeader } from '../components/ThingHeader';
import { TimeAgo } from '../components/Time';
import { claimForms } from './forms';
import { useClaimHref } from './queries';
import { claimStatus } from './status';
import { actionWords, providerName } from './words';

/** How a claim is, in a sentence; whose it is, and what is proposed for it. */
export const ClaimHeader = ({
  detail,
  showName = true,
}: {
  detail: ClaimDetail;
  /** On its own page in the catalog its name is the title already. */
  showName?: boolean;
}) => {
  const href = useClaimHref();
  const { claim } = detail;
  const { namespace, kind, name, state, sentence, provider, region } = claim;
  const [pull] = claim.pulls;
  const forms = claimForms(detail);
  return (
    <ThingHeader
      path={
        showName && (
          <Text as="p" variant="body-medium" color="secondary">
            <Link href={href()}>Claims</Link>
            {` › ${namespace} › ${kind} ${name}`}
          </Text>
        )
      }
      status={claimStatus(state)}
      sentence={sentence}
      meta={
        <>
          {provider && (
            <span>
              {kind} from {providerName(provider)}
              {region && region !== provider && `, ${region}`}
            </span>
          )}
          {claim.team && (
            <span>
              <EntityLink entityRef={claim.team} defaultKind="group" />
            </span>
          )}
          {claim.experiment && (
            <span>
              <EntityLink
                entityRef={`component:default/${claim.experiment}`}
                defaultKind="component"
              />
            </span>
          )}
          {claim.createdAt && (
            <span>
              on the hub since <TimeAgo at={claim.createdAt} />
            </span>
          )}
          {claim.pulls.map(one => (
            <span key={one.number}>
              <Link href={one.url} title={one.title}>
                #{one.number}
              </Link>{' '}
              {actionWords(one)}
            </span>
          ))}
        </>
      }
      actions={
        <>
          {pull && (
            <ButtonLink
              variant="primary"
              iconStart={<RiGitPullRequestLine />}
              href={pull.url}
              target="_self"
            >
              Review and merge
            </ButtonLink>
          )}
          {forms && (
            <>
              <ButtonLink variant="secondary" href={forms.change}>
                Change
              </ButtonLink>
              <ButtonLink variant="secondary" href={forms.remove}>
                Remove
              </ButtonLink>
            </>
          )}
        </>
      }
    />
  );
};
