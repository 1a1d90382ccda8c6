import { PlatformTree } from '../tree';
import { advisories } from './advisories';
import { costLabels } from './costLabels';
import { digests, noLatest } from './images';
import { licences } from './licences';
import { names } from './names';
import { owners } from './owners';
import { paths } from './paths';
import { pins } from './pins';
import { repository } from './repository';
import { Finding, Rule } from './Rule';
import { sameParts } from './sameParts';
import { deletion, ignoring, retry } from './safety';
import { waves } from './waves';

export type { Finding, Rule } from './Rule';

/** All rules, in the order in which they are told. */
export const rules: readonly Rule[] = [
  names,
  costLabels,
  pins,
  advisories,
  sameParts,
  licences,
  noLatest,
  digests,
  owners,
  repository,
  waves,
  paths,
  deletion,
  retry,
  ignoring,
];

/** What all rules find, each finding with its rule's name. */
export const checkTree = (tree: PlatformTree): (Finding & { rule: string })[] =>
  rules.flatMap(({ name, check }) =>
    check(tree).map(finding => ({ rule: name, ...finding })),
  );
