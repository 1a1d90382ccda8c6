import {
  COST_LABELS,
  CostLabels,
  LABEL_EXPERIMENT,
  LABEL_PREFIX,
  validateCostLabels,
} from '@illm-lab/plugin-hub-common';
import { ClaimError, Manifest } from '../types';

/** Label and tag: the claim that a resource is part of. */
export const LABEL_CLAIM = `${LABEL_PREFIX}claim`;
/** Label and tag: kind of that claim. */
export const LABEL_CLAIM_KIND = `${LABEL_PREFIX}claim-kind`;

/** Where the cost labels of a claim may come from, the nearest first. */
export interface LabelSources {
  claim: Manifest;
  namespace?: Manifest;
  /** The experiment's definition on the hub. */
  experiment?: Manifest;
}

/** What everything that a claim is made of carries. */
export interface ClaimLabels {
  cost: CostLabels;
  /** The claim, its kind and the experiment, if it belongs to one. */
  own: Record<string, string>;
}

/** The experiment that a claim belongs to, by its own or its namespace's label. */
export const experimentOf = ({
  claim,
  namespace,
}: Omit<LabelSources, 'experiment'>): string | undefined =>
  claim.metadata.labels?.[LABEL_EXPERIMENT] ??
  namespace?.metadata.labels?.[LABEL_EXPERIMENT];

/**
 * The labels of a claim: each from the claim, else from its namespace, else
 * from its experiment.
 *
 * @throws ClaimError that names what is missing and where to put it
 */
export function claimLabels(sources: LabelSources): ClaimLabels {
  const { claim, namespace, experiment } = sources;
  const from = [claim, namespace, experiment].map(
    object => object?.metadata.labels ?? {},
  );
  const cost = Object.fromEntries(
    COST_LABELS.flatMap(name => {
      const value = from.map(labels => labels[name]).find(Boolean);
      return value ? [[name, value]] : [];
    }),
  );
  const missing = COST_LABELS.filter(name => !cost[name]);
  if (missing.length) {
    throw new ClaimError(
      `Nobody pays for it: ${missing.join(
        ', ',
      )} missing. Label the claim or its namespace ${
        claim.metadata.namespace
      } (docs/reference/labels.md).`,
    );
  }
  const [issue] = validateCostLabels(cost);
  if (issue) throw new ClaimError(`Cost labels: ${issue.message}`);
  const name = experimentOf(sources);
  return {
    cost: cost as CostLabels,
    own: {
      ...(name && { [LABEL_EXPERIMENT]: name }),
      [LABEL_CLAIM]: claim.metadata.name,
      [LABEL_CLAIM_KIND]: claim.kind,
    },
  };
}
