import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ClusterContents, clusterContents } from '../clusters/contents';
import { ToolSet } from '../tools';

const KIND_CONFIG = 'platform/hub/cluster/kind.yaml';

/** What all clusters of the provider `kind` are made from. */
export interface KindSettings {
  /** Image of a node, with its digest. */
  image: string;
  contents: ClusterContents;
}

/** The node's image is that of the hub's own cluster. */
export function kindSettings(repoRoot: string, tools: ToolSet): KindSettings {
  const { nodes } = parse(
    readFileSync(path.join(repoRoot, KIND_CONFIG), 'utf8'),
  ) as { nodes: { image: string }[] };
  return { image: nodes[0].image, contents: clusterContents(repoRoot, tools) };
}
