import { Container, Skeleton } from '@backstage/ui';
import { EmptyStart } from '../components/EmptyStart';
import { PageSentence } from '../components/PageSentence';
import { Panel } from '../components/Panel';
import { Problem } from '../components/Problem';
import { SourceNotice } from '../components/SourceNotice';
import { PageNotices } from '../components/PageNotices';
import { useCostReport } from '../state/catalogQueries';
import { Budgets } from './Budgets';
import { CostChart } from './CostChart';
import { CostControls } from './CostControls';
import { CostPath } from './CostPath';
import { CostTable } from './CostTable';
import { CsvButton } from './CsvButton';
import { dimensionName } from './drill';
import { NotLabelled } from './NotLabelled';
import { ReadingNotice } from './ReadingNotice';
import { useCostView } from './useCostView';
import { costSentence, windowWords } from './words';

const Loading = () => (
  <div role="status" aria-busy="true" aria-label="Loading the costs">
    <Skeleton height={28} width="60%" />
    <Skeleton height={240} style={{ marginTop: 24 }} />
    <Skeleton height={200} style={{ marginTop: 24 }} />
  </div>
);

/** What the hub costs and who pays: the sum first, then what it is made of. */
export const CostsPage = () => {
  const view = useCostView();
  const { data: report, error, refetch } = useCostReport(view.query);
  const words = windowWords(view.window, view.range);
  const known = report !== undefined && report.total !== null;
  return (
    <Container pt="2" pb="6">
      <PageNotices />
      <CostControls view={view} />
      {error && !report && (
        <Problem what="The costs" error={error} onRetry={refetch} />
      )}
      {!report && !error && <Loading />}
      {report && (
        <SourceNotice source={report.source} error={error} what="The costs" />
      )}
      {report && !known && (
        <EmptyStart title="No figures yet">
          {report.notMeasured} What the hub costs is shown here once it is
          measured. On a new hub that takes a few minutes.
        </EmptyStart>
      )}
      {report && known && (
        <>
          <ReadingNotice source={report.source} />
          <PageSentence>
            <span aria-live="polite">{costSentence(report, words)}</span>
          </PageSentence>
          <CostPath view={view} />
          <Panel title="By day">
            <CostChart report={report} />
          </Panel>
          <Panel
            title={`By ${dimensionName(view.drill.dimension).toLowerCase()}`}
            action={<CsvButton query={view.query} />}
          >
            <CostTable report={report} view={view} />
          </Panel>
          <NotLabelled report={report} />
          <Budgets />
        </>
      )}
    </Container>
  );
};
