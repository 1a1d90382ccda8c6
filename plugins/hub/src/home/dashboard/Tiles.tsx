import { useRouteRef } from '@backstage/frontend-plugin-api';
import { costCentersRouteRef, hubRouteRef, runsRouteRef } from '../../routes';
import { HubTile } from './HubTile';
import { NodesTile } from './NodesTile';
import { RunsTodayTile } from './RunsTodayTile';
import { SpendTile } from './SpendTile';
import { Tile } from './Tile';
import styles from './dashboard.module.css';

/** Four figures: the hub, its nodes, today's runs and this month's money. */
export const Tiles = () => {
  const hub = useRouteRef(hubRouteRef)?.();
  const runs = useRouteRef(runsRouteRef)?.();
  const costCenters = useRouteRef(costCentersRouteRef)?.();
  return (
    <div className={styles.tiles}>
      <Tile title="Hub" href={hub && `${hub}/services`}>
        <HubTile />
      </Tile>
      <Tile title="Nodes" href={hub && `${hub}/nodes`}>
        <NodesTile />
      </Tile>
      <Tile title="Runs today" href={runs}>
        <RunsTodayTile />
      </Tile>
      <Tile title="Spend this month" href={costCenters}>
        <SpendTile />
      </Tile>
    </div>
  );
};
