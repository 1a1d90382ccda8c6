import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { type HubStatus } from '@illm-lab/plugin-hub-common';
import { Link } from 'react-router-dom';
import { HubState } from '../state/HubState';
import { useHubStatus } from '../state/queries';
import styles from './EnvironmentBadge.module.css';

const NAMES: Record<string, string> = {
  local: 'local hub',
  kind: 'Kind hub',
  talos: 'Talos hub',
};

/** What a state of the hub is called, and how its dot looks. */
export function hubHealth(status: HubStatus | undefined, failed: boolean) {
  if (failed) return { word: 'not reachable', tone: 'bad' } as const;
  if (!status) return { word: 'asking', tone: 'waiting' } as const;
  switch (status.state) {
    case 'ready':
      return { word: 'ready', tone: 'good' } as const;
    case 'degraded':
      return { word: 'degraded', tone: 'bad' } as const;
    default:
      return { word: status.state, tone: 'waiting' } as const;
  }
}

/** Beside the other items of an open or a narrow side bar, or by itself. */
export type EnvironmentBadgeVariant = 'open' | 'narrow' | 'pill';

const Badge = ({ variant }: { variant: EnvironmentBadgeVariant }) => {
  const configured = useApi(configApiRef).getOptionalString('hub.environment');
  const { data, isError } = useHubStatus();
  const environment = data?.environment ?? configured ?? 'local';
  const name = NAMES[environment] ?? environment;
  const { word, tone } = hubHealth(data, isError);
  return (
    <Link
      to="/"
      className={styles.badge}
      data-variant={variant}
      title={`This is the ${name}: ${word}`}
      aria-label={`Environment: ${name}, ${word}`}
    >
      <span className={styles.dot} data-tone={tone} aria-hidden />
      <span>
        {name}
        {tone !== 'good' && <small className={styles.word}>{word}</small>}
      </span>
    </Link>
  );
};

/** Which hub this portal acts on, and whether it is well; on every page. */
export const EnvironmentBadge = (props: {
  variant: EnvironmentBadgeVariant;
}) => (
  <HubState>
    <Badge {...props} />
  </HubState>
);
