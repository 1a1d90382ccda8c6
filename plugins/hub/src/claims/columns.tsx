import { Cell, CellText, type ColumnConfig } from '@backstage/ui';
import { type Claim, type ClaimName } from '@illm-lab/plugin-hub-common';
import { EntityLink } from '../components/EntityLink';
import { StatusTag } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import { PullLinks } from '../experiments/PullLinks';
import { claimStatus } from './status';
import { providerName } from './words';

/** A claim as a row. */
export type ClaimRow = Claim & { id: string };

/** What each column is sorted by. */
export const claimValues = {
  name: ({ name }: ClaimRow) => name,
  kind: ({ kind, provider }: ClaimRow) => `${kind} ${provider}`,
  team: ({ team }: ClaimRow) => team ?? undefined,
  state: ({ state }: ClaimRow) => claimStatus(state).word,
  age: ({ createdAt }: ClaimRow) => createdAt ?? undefined,
};

/** Columns of the table of claims. */
export function claimColumns({
  href,
  narrow,
}: {
  href: (of: ClaimName) => string;
  /** On a phone only what tells claims apart is shown. */
  narrow: boolean;
}): ColumnConfig<ClaimRow>[] {
  return [
    {
      id: 'name',
      label: 'Claim',
      isRowHeader: true,
      isSortable: true,
      defaultWidth: '1.4fr',
      cell: claim => (
        <CellText
          title={claim.name}
          description={narrow ? claim.kind : claim.namespace}
          href={href(claim)}
        />
      ),
    },
    {
      id: 'kind',
      label: 'Kind',
      isSortable: true,
      isHidden: narrow,
      cell: ({ kind, provider }) => (
        <CellText
          title={kind}
          description={provider ? providerName(provider) : undefined}
        />
      ),
    },
    {
      id: 'state',
      label: 'State',
      isSortable: true,
      minWidth: 132,
      cell: ({ state, resources }) => (
        <Cell>
          <span style={{ display: 'grid', gap: 2, justifyItems: 'start' }}>
            <StatusTag status={claimStatus(state)} />
            {resources.total > 0 && (
              <small>{`${resources.ready} of ${resources.total} resources`}</small>
            )}
          </span>
        </Cell>
      ),
    },
    {
      id: 'team',
      label: 'Team',
      isSortable: true,
      isHidden: narrow,
      cell: ({ team }) => (
        <Cell>
          {team ? <EntityLink entityRef={team} defaultKind="group" /> : '–'}
        </Cell>
      ),
    },
    {
      id: 'experiment',
      label: 'Experiment',
      isHidden: narrow,
      cell: ({ experiment }) => (
        <Cell>
          {experiment ? (
            <EntityLink
              entityRef={`component:default/${experiment}`}
              defaultKind="component"
            />
          ) : (
            '–'
          )}
        </Cell>
      ),
    },
    {
      id: 'age',
      label: 'Age',
      isSortable: true,
      isHidden: narrow,
      cell: ({ createdAt }) => (
        <Cell>{createdAt ? <TimeAgo at={createdAt} /> : '–'}</Cell>
      ),
    },
    {
      id: 'pulls',
      label: 'Open PR',
      isHidden: narrow,
      minWidth: 92,
      cell: ({ pulls }) => (
        <Cell>
          <PullLinks pulls={pulls} />
        </Cell>
      ),
    },
  ];
}
