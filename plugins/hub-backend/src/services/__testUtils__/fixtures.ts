import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeObjects } from '../../__testUtils__/FakeArgocd';
import { Application } from '../argocd/application';

/** An Application and its objects as a real hub gave them. */
export interface FixtureService extends FakeObjects {
  application: Application;
}

/** States of which there is a fixture. */
export type ServiceFixture =
  | 'blocked'
  | 'degraded'
  | 'healthy'
  | 'missing'
  | 'out-of-sync'
  | 'progressing'
  | 'sync-failed'
  | 'unknown';

/** The services of a fixture; each call gives new objects. */
export function serviceFixture(name: ServiceFixture): FixtureService[] {
  const file = join(__dirname, '..', '__fixtures__', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as FixtureService[];
}
