import {
  type Service,
  type ServiceHealth,
  type ServiceOperation,
  type ServiceWave,
} from '@illm-lab/plugin-hub-common';
import { type Status } from '../format/phase';

const STATES: Record<Service['state'], Status> = {
  healthy: { word: 'Healthy', tone: 'good' },
  progressing: { word: 'Coming up', tone: 'running' },
  suspended: { word: 'Suspended', tone: 'stopped' },
  outOfSync: { word: 'Differs from Git', tone: 'waiting' },
  degraded: { word: 'Degraded', tone: 'bad' },
  failed: { word: 'Sync failed', tone: 'bad' },
  blocked: { word: 'Blocked', tone: 'bad' },
  missing: { word: 'Missing', tone: 'bad' },
  unknown: { word: 'Unknown', tone: 'waiting' },
};

const WAVES: Record<ServiceWave['state'], Status> = {
  done: { word: 'Well', tone: 'good' },
  working: { word: 'Coming up', tone: 'running' },
  ill: { word: 'Needs attention', tone: 'bad' },
  blocked: { word: 'Blocked', tone: 'bad' },
};

const HEALTH: Record<ServiceHealth['status'], Status> = {
  Healthy: { word: 'Healthy', tone: 'good' },
  Progressing: { word: 'Coming up', tone: 'running' },
  Degraded: { word: 'Degraded', tone: 'bad' },
  Suspended: { word: 'Suspended', tone: 'stopped' },
  Missing: { word: 'Missing', tone: 'bad' },
  Unknown: { word: 'Unknown', tone: 'waiting' },
};

const PHASES: Record<ServiceOperation['phase'], Status> = {
  Running: { word: 'Running', tone: 'running' },
  Succeeded: { word: 'Succeeded', tone: 'good' },
  Failed: { word: 'Failed', tone: 'bad' },
  Error: { word: 'Error', tone: 'bad' },
  Terminating: { word: 'Terminating', tone: 'stopped' },
};

/** How a service is, in a word. */
export const serviceStatus = ({ state }: Pick<Service, 'state'>) =>
  STATES[state];
/** How a wave is, in a word. */
export const waveStatus = ({ state }: Pick<ServiceWave, 'state'>) =>
  WAVES[state];
/** How an object fares, in a word. */
export const healthStatus = ({ status }: Pick<ServiceHealth, 'status'>) =>
  HEALTH[status];
/** How an operation stands, in a word. */
export const operationStatus = ({ phase }: Pick<ServiceOperation, 'phase'>) =>
  PHASES[phase];

/** Whether somebody should look at a service. */
export const needsAttention = ({ state }: Pick<Service, 'state'>) =>
  !['healthy', 'progressing', 'suspended'].includes(state);
