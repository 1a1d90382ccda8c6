import { RUN_STATES } from '@illm-lab/plugin-hub-common';
import { useState } from 'react';
import { RiPlayLine } from '@remixicon/react';
import { EmptyStart } from '../components/EmptyStart';
import { useExperimentHref } from '../components/EntityLink';
import { PermittedButton } from '../components/PermittedButton';
import { StatusTag } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import { runStatus } from '../format/phase';
import { RunDialog } from '../runDialog/RunDialog';
import { useExperiments } from '../state/queries';
import { Group } from './Group';
import { Hit } from './Hit';
import { type Found, useFound } from './useFound';
import { hasAll, wordsOf } from './words';

/** Names of the indexes, as the collators of the backend call them. */
const INDEX = {
  runs: 'hub-runs',
  catalog: 'software-catalog',
  docs: 'techdocs',
};

const RunFacts = ({ state: found, createdAt }: Found) => {
  const state = RUN_STATES.find(one => one === found);
  return (
    <>
      {state && <StatusTag status={runStatus({ state })} />}
      {createdAt && <TimeAgo at={createdAt} />}
    </>
  );
};

/** What an entity is; its type says more than its kind. */
const kindOf = ({ kind, type }: Found) =>
  type && type !== 'other' ? `${kind}, ${type}` : kind;

/** What was found of what was typed, the experiments first. */
export const Results = ({ typed }: { typed: string }) => {
  const words = wordsOf(typed);
  const experiments = useExperiments();
  const runs = useFound(INDEX.runs, typed);
  const catalog = useFound(INDEX.catalog, typed);
  const docs = useFound(INDEX.docs, typed);
  const experimentHref = useExperimentHref();
  const [running, setRunning] = useState<string>();
  // From the list that is live: one that was just merged is found at once.
  const found = experiments.data?.items.filter(one =>
    hasAll(words, one.name, one.title, one.description, one.owner),
  );
  const others = catalog.data?.filter(({ type }) => type !== 'experiment');
  const answers = [found, runs.data, others, docs.data];
  return (
    <>
      <Group
        title="Experiments"
        items={found}
        error={experiments.data ? null : experiments.error}
        onRetry={experiments.refetch}
      >
        {({ name, title, description, lastRun }) => (
          <Hit
            key={name}
            words={words}
            title={title}
            href={experimentHref(name)}
            text={description ?? ''}
            facts={
              lastRun && (
                <>
                  <StatusTag status={runStatus(lastRun)} />
                  <TimeAgo at={lastRun.createdAt} />
                </>
              )
            }
            action={
              <PermittedButton
                permission="create"
                experiment={name}
                size="small"
                variant="secondary"
                iconStart={<RiPlayLine />}
                aria-label={`Run ${name}`}
                onPress={() => setRunning(name)}
              >
                Run…
              </PermittedButton>
            }
          />
        )}
      </Group>
      {(
        [
          ['Runs', runs],
          ['Catalog', { ...catalog, data: others }],
          ['Docs', docs],
        ] as const
      ).map(([title, { data, error, refetch }]) => (
        <Group
          key={title}
          title={title}
          items={data}
          error={data ? null : error}
          onRetry={refetch}
        >
          {hit => (
            <Hit
              key={hit.location}
              words={words}
              title={hit.title}
              href={hit.location}
              text={hit.text}
              facts={
                hit.state ? (
                  <RunFacts {...hit} />
                ) : (
                  hit.kind && <span>{kindOf(hit)}</span>
                )
              }
            />
          )}
        </Group>
      ))}
      {answers.every(answer => answer?.length === 0) && (
        <EmptyStart title={`Nothing has “${typed}” in it`}>
          Runs and docs are taken up every few minutes. Try fewer words, or part
          of a name.
        </EmptyStart>
      )}
      <RunDialog
        experiment={running}
        isOpen={Boolean(running)}
        onClose={() => setRunning(undefined)}
      />
    </>
  );
};
