import {
  type ClaimResource,
  type ClaimState,
  type ClaimStep,
} from '@illm-lab/plugin-hub-common';
import { type Status, type Tone } from '../format/phase';

const STATES: Record<ClaimState, Status> = {
  proposed: { word: 'Proposed', tone: 'waiting' },
  merged: { word: 'Merged', tone: 'running' },
  composing: { word: 'Being composed', tone: 'running' },
  creating: { word: 'Being created', tone: 'running' },
  unavailable: { word: 'Not ready', tone: 'waiting' },
  failed: { word: 'Failed', tone: 'bad' },
  ready: { word: 'Ready', tone: 'good' },
  deleting: { word: 'Being deleted', tone: 'stopped' },
  gone: { word: 'Gone', tone: 'stopped' },
};

const STEPS: Record<ClaimStep['state'], Status> = {
  done: { word: 'done', tone: 'good' },
  working: { word: 'at work', tone: 'running' },
  waiting: { word: 'to come', tone: 'waiting' },
  failed: { word: 'failed', tone: 'bad' },
  skipped: { word: 'left out', tone: 'stopped' },
};

const RESOURCES: Record<ClaimResource['state'], Status> = {
  ready: { word: 'Ready', tone: 'good' },
  creating: { word: 'Being created', tone: 'running' },
  waiting: { word: 'Waiting', tone: 'waiting' },
  failed: { word: 'Refused', tone: 'bad' },
  deleting: { word: 'Still there', tone: 'stopped' },
  missing: { word: 'Missing', tone: 'bad' },
  unknown: { word: 'Unknown', tone: 'waiting' },
};

/** The states in the order in which a filter offers them. */
export const CLAIM_STATES = (Object.keys(STATES) as ClaimState[]).filter(
  state => state !== 'gone',
);

/** How a claim is, in a word. */
export const claimStatus = (state: ClaimState): Status => STATES[state];
/** How a station of its way stands, in a word. */
export const stepStatus = ({ state }: ClaimStep): Status => STEPS[state];
/** How something that a claim is made of is, in a word. */
export const resourceStatus = ({ state }: ClaimResource): Status =>
  RESOURCES[state];
/** Colour of a condition: most are good when true. */
export const conditionTone = (status: string): Tone => {
  if (status === 'True') return 'good';
  return status === 'False' ? 'waiting' : 'stopped';
};
