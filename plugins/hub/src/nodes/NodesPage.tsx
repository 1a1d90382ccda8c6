import { Button, Container, Flex, Select, Skeleton } from '@backstage/ui';
import { type NodeHealth, type NodePage } from '@illm-lab/plugin-hub-common';
import { EmptyStart } from '../components/EmptyStart';
import { FilterBar } from '../components/FilterBar';
import { PageSentence } from '../components/PageSentence';
import { Problem } from '../components/Problem';
import { SourceNotice } from '../components/SourceNotice';
import { PageNotices } from '../components/PageNotices';
import { plural } from '../format/counts';
import { useTableParams } from '../state/useTableParams';
import { ClusterSection } from './ClusterSection';
import { useNodes } from './queries';
import { HEALTH, nodesSentence } from './words';

const FILTERS = ['cluster', 'health', 'page', 'q'] as const;
const ALL = 'all';
const PER_PAGE = 60;

const Loading = () => (
  <div role="status" aria-busy="true" aria-label="Loading the nodes">
    <Skeleton height={28} width={320} />
    <Skeleton height={260} style={{ marginTop: 24 }} />
  </div>
);

type Table = ReturnType<typeof useTableParams<(typeof FILTERS)[number]>>;

const Filters = ({ page, table }: { page: NodePage; table: Table }) => {
  const select = (name: 'cluster' | 'health') => ({
    value: table.filter[name] ?? ALL,
    onChange: (key: unknown) =>
      table.onFilterChange({
        [name]: key === ALL ? undefined : String(key),
        page: undefined,
      }),
  });
  return (
    <FilterBar
      label="Search nodes"
      search={table.search}
      onSearchChange={q =>
        table.onFilterChange({ q: q || undefined, page: undefined })
      }
      found={`${plural(page.total, 'node')} found`}
    >
      {page.clusters.length > 1 && (
        <Select
          aria-label="Which cluster"
          {...select('cluster')}
          options={[
            { id: ALL, label: 'All clusters' },
            ...page.clusters.map(({ cluster, title }) => ({
              id: cluster,
              label: title,
            })),
          ]}
        />
      )}
      <Select
        aria-label="Which state"
        {...select('health')}
        options={[
          { id: ALL, label: 'Any state' },
          ...Object.entries(HEALTH).map(([id, { word }]) => ({
            id,
            label: word,
          })),
        ]}
      />
    </FilterBar>
  );
};

const pageOf = (table: Table) => Math.max(1, Number(table.filter.page) || 1);

const Pages = ({ total, table }: { total: number; table: Table }) => {
  const page = pageOf(table);
  const last = Math.ceil(total / PER_PAGE);
  if (last <= 1) return null;
  const go = (to: number) =>
    table.onFilterChange({ page: to === 1 ? undefined : `${to}` });
  return (
    <Flex align="center" justify="center" gap="3" mt="4">
      <Button
        variant="secondary"
        isDisabled={page <= 1}
        onPress={() => go(page - 1)}
      >
        Previous
      </Button>
      <span role="status">{`Page ${page} of ${last}`}</span>
      <Button
        variant="secondary"
        isDisabled={page >= last}
        onPress={() => go(page + 1)}
      >
        Next
      </Button>
    </Flex>
  );
};

const Nodes = ({ page, table }: { page: NodePage; table: Table }) => {
  const shown = page.clusters
    .map(cluster => ({
      cluster,
      nodes: page.items.filter(node => node.cluster === cluster.cluster),
    }))
    // A cluster without nodes here still says why it has none.
    .filter(
      ({ cluster, nodes }) =>
        nodes.length > 0 || (!cluster.source.connected && !table.filtered),
    );
  return (
    <>
      <PageSentence>{nodesSentence(page)}</PageSentence>
      <Filters page={page} table={table} />
      {page.total === 0 && table.filtered && (
        <EmptyStart
          title="No node fits this filter"
          action={
            <Button variant="secondary" onPress={table.clear}>
              Show all nodes
            </Button>
          }
        >
          There may be others, or none of them is so.
        </EmptyStart>
      )}
      {page.total === 0 && !table.filtered && (
        <EmptyStart title="No nodes yet">
          Here will be what the clusters run on, as soon as their API servers
          answer.
        </EmptyStart>
      )}
      {shown.map(({ cluster, nodes }) => (
        <ClusterSection key={cluster.cluster} cluster={cluster} nodes={nodes} />
      ))}
      <Pages total={page.total} table={table} />
    </>
  );
};

/** An address may have anything in it; the API refuses what is no state. */
const healthOf = (given: string | undefined): NodeHealth | undefined =>
  given !== undefined && given in HEALTH ? (given as NodeHealth) : undefined;

/** What the clusters run on: a card per node, by cluster. */
export const NodesPage = () => {
  const table = useTableParams(FILTERS);
  const { data, error, refetch } = useNodes({
    cluster: table.filter.cluster,
    health: healthOf(table.filter.health),
    search: table.search || undefined,
    limit: PER_PAGE,
    offset: (pageOf(table) - 1) * PER_PAGE,
  });
  return (
    <Container pt="2" pb="6">
      <PageNotices />
      {error && !data && (
        <Problem what="The nodes" error={error} onRetry={refetch} />
      )}
      {data && (
        <>
          <SourceNotice source={data.source} error={error} what="The nodes" />
          <SourceNotice source={data.talos ?? undefined} />
          <Nodes page={data} table={table} />
        </>
      )}
      {!data && !error && <Loading />}
    </Container>
  );
};
