import { useApi } from '@backstage/frontend-plugin-api';
import {
  ButtonLink,
  Container,
  Link,
  Skeleton,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { type ExperimentProgress } from '@illm-lab/plugin-hub-common';
import { RiGitPullRequestLine, RiPlayLine } from '@remixicon/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { hubApiRef } from '../api/hubApi';
import { useExperimentHref } from '../components/EntityLink';
import { PermittedButton } from '../components/PermittedButton';
import { Problem } from '../components/Problem';
import { StatusIcon } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import { type Tone } from '../format/phase';
import { RunDialog } from '../runDialog/RunDialog';
import { isNotFound } from '../state/queries';
import { isSettled, pullSentence, pullSteps } from './pullSteps';
import { PullChecks } from './PullChecks';
import { PullClaims } from './PullClaims';
import styles from './pull.module.css';

/** How often it looks again while something is still to come, in ms. */
const AGAIN_MS = 1_500;

const WORDS: Record<Tone, string> = {
  good: 'done',
  bad: 'failed',
  running: 'at work',
  waiting: 'to come',
  stopped: 'ended',
};

const Ready = ({ name }: ExperimentProgress) => {
  const [running, setRunning] = useState(false);
  const href = useExperimentHref()(name);
  return (
    <>
      <PermittedButton
        permission="create"
        experiment={name}
        variant="primary"
        iconStart={<RiPlayLine />}
        onPress={() => setRunning(true)}
      >
        Run {name}…
      </PermittedButton>
      {href && <Link href={href}>Its page in the catalog</Link>}
      <RunDialog
        experiment={name}
        isOpen={running}
        onClose={() => setRunning(false)}
      />
    </>
  );
};

/** A pull request, followed from its opening to what can be run. */
export const PullPage = () => {
  const number = Number(useParams().number);
  const api = useApi(hubApiRef);
  const { data, error, refetch } = useQuery({
    queryKey: ['hub', 'pull', number],
    queryFn: ({ signal }) => api.pulls.get({ number }, { signal }),
    refetchInterval: ({ state }) =>
      isNotFound(state.error) || (state.data && isSettled(state.data))
        ? false
        : AGAIN_MS,
  });
  return (
    <Container pt="2" pb="6">
      {error && (
        <Problem
          what={`Pull request #${number}`}
          error={error}
          onRetry={refetch}
        />
      )}
      {!data && !error && <Skeleton height={160} />}
      {data && (
        <>
          <h2 className={styles.sentence} aria-live="polite">
            {pullSentence(data)}
          </h2>
          <Text as="p" color="secondary">
            Opened by {data.author} <TimeAgo at={data.createdAt} />
          </Text>
          <ol className={styles.steps}>
            {pullSteps(data).map(({ name, tone, text }) => (
              <li key={name}>
                <StatusIcon tone={tone} size={20} />
                <span>
                  <strong>{name}</strong>
                  <VisuallyHidden>{`, ${WORDS[tone]}: `}</VisuallyHidden>
                  <span className={styles.text}>{text}</span>
                </span>
              </li>
            ))}
          </ol>
          <PullChecks checks={data.checkRuns} />
          <PullClaims claims={data.claims} />
          <div className={styles.actions}>
            {data.experiments
              .filter(({ ready }) => ready)
              .map(one => (
                <Ready key={one.name} {...one} />
              ))}
            {/* The same tab: the forge's page leads back here. */}
            <ButtonLink
              variant={data.state === 'open' ? 'primary' : 'secondary'}
              iconStart={<RiGitPullRequestLine />}
              href={data.url}
              target="_self"
            >
              {data.state === 'open' ? 'Review and merge' : 'Pull request'}
            </ButtonLink>
          </div>
        </>
      )}
    </Container>
  );
};
