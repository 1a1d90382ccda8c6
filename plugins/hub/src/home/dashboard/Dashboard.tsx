import { PanelBoundary } from '../../components/Panel';
import { NeedsAttention } from './NeedsAttention';
import { RunningNow } from './RunningNow';
import { Tiles } from './Tiles';
import { WaitingPulls } from './WaitingPulls';
import { YourExperiments } from './YourExperiments';

/**
 * The lab at a glance. Every part asks its own source, so one that is down, slow
 * or wrong leaves the others alone.
 */
export const Dashboard = () => (
  <>
    <Tiles />
    <PanelBoundary title="What needs attention">
      <NeedsAttention />
    </PanelBoundary>
    <PanelBoundary title="Running now">
      <RunningNow />
    </PanelBoundary>
    <PanelBoundary title="Your experiments">
      <YourExperiments />
    </PanelBoundary>
    <PanelBoundary title="Waiting for review">
      <WaitingPulls />
    </PanelBoundary>
  </>
);
