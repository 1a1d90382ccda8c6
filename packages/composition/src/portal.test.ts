import {
  CLAIM_PRICES_FILE,
  COST_LABELS,
  estimateCost,
  parsePriceBook,
} from '@illm-lab/plugin-hub-common';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './generate/places';
import { MANAGED } from './plan/managed';
import { preview } from './portal';
import { claim, claimFiles, composed } from './testing/fixtures';
import { Manifest } from './types';

const prices = parsePriceBook(
  readFileSync(path.join(ROOT, CLAIM_PRICES_FILE), 'utf8'),
);
const names = claimFiles
  .map(file => path.basename(file, '.yaml'))
  // Has no form, and can't be composed where a hub says nothing of its cloud.
  .filter(name => !name.startsWith('kubernetescluster-'));
const labels = Object.fromEntries(COST_LABELS.map(name => [name, 'x']));
const labelled = (name: string): Manifest => {
  const one = claim(name);
  return {
    ...one,
    metadata: {
      ...one.metadata,
      labels: { ...labels, ...one.metadata.labels },
    },
  };
};
const managed = (name: string) =>
  preview(labelled(name)).filter(({ apiVersion }) =>
    apiVersion.includes('.upbound.io/'),
  );

describe('the preview of a claim', () => {
  it.each(names)(
    '%s: says what it is made of, and what of it has no price',
    name => {
      const resources = managed(name);
      expect(resources).not.toEqual([]);
      expect(
        resources.every(
          ({ metadata }) => metadata.labels?.['illm.lab/claim'] !== undefined,
        ),
      ).toBe(true);
      const { lines } = estimateCost(resources, prices);
      for (const { monthly, note } of lines) {
        expect(monthly ?? note).toBeDefined();
      }
      expect(lines.map(({ note }) => note)).not.toContain(
        'not in the price book',
      );
    },
  );

  it.each(['aws', 'azure'])('prices a run’s clusters on %s by node', cloud => {
    const one = claim(`kubernetescluster-${cloud}`);
    const cost = (nodes: number) => {
      const asked = { ...one, spec: { ...(one.spec as object), nodes } };
      const resources = Object.values(composed(asked).resources)
        .map(({ resource }) => resource)
        .filter(({ apiVersion }) => apiVersion.includes('.upbound.io/'));
      const estimate = estimateCost(resources, prices);
      expect(estimate.complete).toBe(true);
      return estimate.monthly!;
    };
    expect(cost(3) - cost(2)).toBeCloseTo(cost(2) - cost(1));
    expect(cost(2)).toBeGreaterThan(cost(1));
  });

  it('says which setting of the hub a cluster lacks', () => {
    expect(() => preview(labelled('kubernetescluster-aws'))).toThrow(
      /set clusterSubnetIds in EnvironmentConfig aws/,
    );
  });

  it('has a price, or that it is free, for every kind that a claim may be made of', () => {
    const kinds = Object.values(MANAGED).map(
      ({ kind, group }) => `${kind}.${group}`,
    );
    expect(Object.keys(prices.resources).sort()).toEqual(kinds.sort());
  });

  it('says why a claim can’t be composed', () => {
    const one = claim('database-aws');
    const nobody = { ...one, metadata: { ...one.metadata, labels: {} } };
    expect(() => preview(nobody)).toThrow(/Nobody pays for it: team, project/);
  });
});
