import {
  CATALOG_COST_LABELS,
  CLAIM_GROUP,
  CLUSTER_ROLES,
  COST_LABELS,
  experimentPaths,
  FileIssue,
  Issue,
  lineOfField,
  validateCostLabels,
} from '@illm-lab/plugin-hub-common';
import { LineCounter, parseAllDocuments } from 'yaml';
import { CatalogLabelValues } from '../../labels/catalogValues';
import { PullContents } from './contents';
import { found, Outcome, skipped } from './outcome';

interface Labelled {
  apiVersion?: string;
  kind?: string;
  metadata?: { labels?: Record<string, string> };
}

/**
 * Whether who pays is said with names that the catalog has: on the clusters of
 * experiments and on claims. The label policy of the hub asks the same.
 */
export async function policyCheck(
  { experiments, claims }: PullContents,
  values: () => Promise<CatalogLabelValues>,
): Promise<Outcome> {
  const clusters = experiments.flatMap(({ name, files }) =>
    CLUSTER_ROLES.map(role => experimentPaths(name).cluster(role))
      .filter(file => files[file] !== undefined)
      .map(file => ({ file, text: files[file] })),
  );
  const all = [...clusters, ...claims];
  if (all.length === 0) {
    return skipped('Nothing that costs is added or changed.');
  }
  const known = await values();
  return found(
    all.flatMap(({ file, text }) => issuesIn(file, text, known)),
    'Team, project, environment and cost center are said, and the catalog knows them.',
  );
}

function issuesIn(
  file: string,
  text: string,
  known: CatalogLabelValues,
): FileIssue[] {
  const lines = new LineCounter();
  return [...parseAllDocuments(text, { lineCounter: lines })].flatMap(
    document => {
      // what is no YAML is said by the checks that read it
      if (document.errors.length > 0) return [];
      const object = (document.toJS() ?? {}) as Labelled;
      if (!object.kind) return [];
      const labels = object.metadata?.labels ?? {};
      const issues = [
        // a claim takes over what its namespace or its experiment says
        ...(object.apiVersion?.startsWith(`${CLAIM_GROUP}/`)
          ? []
          : missingIn(labels)),
        ...unknownIn(labels, known),
      ];
      return issues.map(issue => ({
        ...issue,
        file,
        line: lineOfField(document, lines, issue.path),
      }));
    },
  );
}

function missingIn(labels: Record<string, string>): Issue[] {
  const own = Object.fromEntries(
    COST_LABELS.flatMap(name =>
      labels[name] === undefined ? [] : [[name, labels[name]]],
    ),
  );
  return validateCostLabels(own).map(issue => ({
    ...issue,
    path: `metadata.labels.${issue.path}`,
  }));
}

function unknownIn(
  labels: Record<string, string>,
  known: CatalogLabelValues,
): Issue[] {
  return Object.entries(known).flatMap(([label, names]) => {
    const value = labels[label];
    if (value === undefined || names.length === 0 || names.includes(value)) {
      return [];
    }
    return {
      path: `metadata.labels.${label}`,
      message: `The catalog has no ${
        CATALOG_COST_LABELS[label as keyof CatalogLabelValues]
      } “${value}”.`,
      remedy: `Use one of ${names.join(', ')}.`,
    };
  });
}
