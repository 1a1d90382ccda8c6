import { type ToolStatus } from '@illm-lab/plugin-hub-common';
import { type Status } from '../format/phase';

/** How far a tool is, in words; the states are those of the local hub. */
export function toolStatus({ state }: Pick<ToolStatus, 'state'>): Status {
  switch (state) {
    case 'ready':
      return { word: 'Ready', tone: 'good' };
    case 'building':
      return { word: 'Building', tone: 'running' };
    case 'failed':
      return { word: 'Failed', tone: 'bad' };
    case 'queued':
      return { word: 'Waiting', tone: 'waiting' };
    default:
      return { word: state, tone: 'waiting' };
  }
}

/**
 * Seconds until the last tool is there; each one's estimate includes those
 * before it. Nothing when no estimate is known.
 */
export function secondsToGo(tools: ToolStatus[]): number | undefined {
  const estimates = tools
    .filter(({ state }) => state !== 'ready')
    .flatMap(({ etaSeconds }) => etaSeconds ?? []);
  return estimates.length > 0 ? Math.max(...estimates) : undefined;
}
