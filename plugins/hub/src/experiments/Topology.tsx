import { VisuallyHidden } from '@backstage/ui';
import {
  type Cluster,
  type ClusterRole,
  type ExperimentFacts,
} from '@illm-lab/plugin-hub-common';
import {
  RiCompass3Line,
  RiFlashlightLine,
  RiFocus3Line,
} from '@remixicon/react';
import styles from './Topology.module.css';

/** Roles in the order in which a load goes through them. */
const ROLES: ClusterRole[] = ['orchestrator', 'loadgen', 'target'];

const GLYPHS: Record<ClusterRole, typeof RiCompass3Line> = {
  orchestrator: RiCompass3Line,
  loadgen: RiFlashlightLine,
  target: RiFocus3Line,
};

export const ROLE_NAMES: Record<ClusterRole, string> = {
  orchestrator: 'orchestrator',
  loadgen: 'load generator',
  target: 'target',
};

/** What an experiment has of one role. */
export type RoleState = 'none' | 'declared' | 'up' | 'down';

/** How each of an experiment's clusters is: declared, and maybe living now. */
export function roleState(
  role: ClusterRole,
  declared: ExperimentFacts['clusters'],
  living: Cluster[],
): RoleState {
  const mine = living.filter(cluster => cluster.role === role);
  if (mine.length > 0) {
    return mine.every(({ source }) => source.connected) ? 'up' : 'down';
  }
  return declared.some(one => one.role === role) ? 'declared' : 'none';
}

const WORDS: Record<RoleState, string> = {
  none: 'none',
  declared: 'declared, made for each run',
  up: 'up',
  down: 'not reachable',
};

/** An experiment's clusters as three small glyphs, and in words. */
export const Topology = ({
  declared,
  living,
}: {
  declared: ExperimentFacts['clusters'];
  /** This experiment's clusters that live now. */
  living: Cluster[];
}) => {
  const states = ROLES.map(role => ({
    role,
    state: roleState(role, declared, living),
  }));
  const words = states
    .filter(({ state }) => state !== 'none')
    .map(({ role, state }) => `${ROLE_NAMES[role]}: ${WORDS[state]}`)
    .join('; ');
  return (
    <span className={styles.topology} title={words || 'Runs on the hub itself'}>
      {states.map(({ role, state }) => {
        const Glyph = GLYPHS[role];
        return <Glyph key={role} size={16} aria-hidden data-state={state} />;
      })}
      <VisuallyHidden>{words || 'runs on the hub itself'}</VisuallyHidden>
    </span>
  );
};
