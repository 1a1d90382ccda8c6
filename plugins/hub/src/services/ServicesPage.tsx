import { Button, Container, Select, Skeleton } from '@backstage/ui';
import { type ServiceList } from '@illm-lab/plugin-hub-common';
import { EmptyStart } from '../components/EmptyStart';
import { FilterBar } from '../components/FilterBar';
import { PageSentence } from '../components/PageSentence';
import { Problem } from '../components/Problem';
import { SourceNotice } from '../components/SourceNotice';
import { PageNotices } from '../components/PageNotices';
import { plural } from '../format/counts';
import { useTableParams } from '../state/useTableParams';
import { useServices } from './queries';
import { needsAttention } from './status';
import { WaveBands } from './WaveBands';
import { servicesSentence } from './words';

const FILTERS = ['show'] as const;
const ALL = 'all';
const ATTENTION = 'attention';

const Loading = () => (
  <div role="status" aria-busy="true" aria-label="Loading the services">
    <Skeleton height={28} width={320} />
    <Skeleton height={220} style={{ marginTop: 24 }} />
  </div>
);

const Services = ({ list }: { list: ServiceList }) => {
  const table = useTableParams(FILTERS);
  const search = table.search.toLowerCase();
  const onlyAttention = table.filter.show === ATTENTION;
  const items = list.items.filter(
    service =>
      service.name.toLowerCase().includes(search) &&
      (!onlyAttention || needsAttention(service)),
  );
  if (list.items.length === 0 && list.source.connected) {
    return (
      <EmptyStart title="No services yet">
        Here will be what the hub offers: each Argo CD Application of the hub
        itself, in the order in which they are brought up.
      </EmptyStart>
    );
  }
  return (
    <>
      {list.items.length > 0 && (
        <PageSentence>{servicesSentence(list)}</PageSentence>
      )}
      <FilterBar
        label="Search services"
        search={table.search}
        onSearchChange={table.onSearchChange}
        found={`${plural(items.length, 'service')} found`}
      >
        <Select
          aria-label="Which services"
          value={onlyAttention ? ATTENTION : ALL}
          onChange={key =>
            table.onFilterChange({
              show: key === ALL ? undefined : String(key),
            })
          }
          options={[
            { id: ALL, label: 'All services' },
            { id: ATTENTION, label: 'Those that need attention' },
          ]}
        />
      </FilterBar>
      {items.length > 0 && <WaveBands items={items} waves={list.waves} />}
      {items.length === 0 && list.items.length > 0 && (
        <EmptyStart
          title="No service fits this filter"
          action={
            <Button variant="secondary" onPress={table.clear}>
              Show all services
            </Button>
          }
        >
          There may be others, or all of them are well.
        </EmptyStart>
      )}
    </>
  );
};

/** What the hub offers, in the order in which it is brought up. */
export const ServicesPage = () => {
  const { data, error, refetch } = useServices();
  return (
    <Container pt="2" pb="6">
      <PageNotices />
      {error && !data && (
        <Problem what="The services" error={error} onRetry={refetch} />
      )}
      <SourceNotice
        source={data?.source}
        error={data && error}
        what="The services"
      />
      {data && <Services list={data} />}
      {!data && !error && <Loading />}
    </Container>
  );
};
