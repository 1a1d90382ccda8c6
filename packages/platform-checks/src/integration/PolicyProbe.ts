import { RealHub } from '@illm-lab/local-hub/testing';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { REPO_ROOT } from '../root';
import { Manifest } from '../tree';

const FIXTURES = path.join(
  REPO_ROOT,
  'packages/platform-checks/src/integration/__fixtures__',
);

/** An object that the policy must refuse, and what it says. */
export interface Fixture {
  says: string;
  object: Manifest;
}

/** What the policy must refuse, by name. */
export const refused = readdirSync(FIXTURES).map((name): [string, Fixture] => [
  name.replace('.yaml', ''),
  parse(readFileSync(path.join(FIXTURES, name), 'utf8')),
]);
/** A whole set of cost labels. */
export const costLabels = {
  team: 'web',
  project: 'shop',
  environment: 'dev',
  'cost-center': 'cc-200',
};
/** A claim. */
export const claim = (name: string, namespace: string, labels = {}) => ({
  apiVersion: 'platform.illm.lab/v1alpha1',
  kind: 'Queue',
  metadata: { name, namespace, labels },
  spec: { provider: 'aws' },
});
/** A namespace. */
export const namespace = (name: string, labels: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});
/** A pod without labels. */
export const pod = (name: string, inNamespace: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: inNamespace },
  spec: { containers: [{ name: 'main', image: 'alpine' }] },
});

/** Asks a hub's API server what its policy thinks of an object. */
export class PolicyProbe {
  constructor(private readonly hub: RealHub) {}

  /** Applies an object; returns it as it became. */
  async send(object: unknown, ...more: string[]): Promise<Manifest> {
    const made = await this.hub.kubectl(
      ['apply', '--output=json', '--filename=-', ...more],
      'admin',
      JSON.stringify(object),
    );
    return JSON.parse(made);
  }

  /** What the object would become. */
  dryRun(object: unknown): Promise<Manifest> {
    return this.send(object, '--dry-run=server');
  }

  /** What the API server says against it; `let in` when it says nothing. */
  refusal(object: unknown): Promise<string> {
    return this.dryRun(object).then(
      () => 'let in',
      error => String(error.stderr ?? error),
    );
  }

  /** What the portal has told of the catalog. */
  values(): Promise<string> {
    return this.hub.kubectl([
      ...['get', 'configmap', 'cost-label-values', '--ignore-not-found'],
      ...['--namespace=experiments', '--output=jsonpath={.data}'],
    ]);
  }
}
