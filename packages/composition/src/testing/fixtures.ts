import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { compose } from '../compose/compose';
import { Manifest, Observed, Request, Response } from '../types';

/** The package's folder. */
export const PACKAGE = path.dirname(require.resolve('../../package.json'));
/** Crossplane gives up after as many. */
const ROUNDS = 5;
const CLAIMS = path.join(PACKAGE, 'fixtures/claims');

/** Files of claims, one per kind and cloud. */
export const claimFiles = readdirSync(CLAIMS).map(name =>
  path.join(CLAIMS, name),
);

/** The objects of a file. */
export const read = (file: string): Manifest[] =>
  parseAllDocuments(readFileSync(file, 'utf8')).map(
    document => document.toJS() as Manifest,
  );

/** Where the claims' surroundings are: a hub on which everything is set up. */
export const SURROUNDINGS = path.join(
  PACKAGE,
  'fixtures/surroundings/hub.yaml',
);

/** A claim by the name of its file. */
export const claim = (name: string): Manifest =>
  read(path.join(CLAIMS, `${name}.yaml`))[0];

const matches = (object: Manifest, need: Response['needs'][string]): boolean =>
  object.apiVersion === need.apiVersion &&
  object.kind === need.kind &&
  (need.name === undefined || object.metadata.name === need.name) &&
  Object.entries(need.labels ?? {}).every(
    ([name, value]) => object.metadata.labels?.[name] === value,
  );

/**
 * Composes as Crossplane does: again and again, with what was asked for, until
 * nothing new is asked for.
 */
export function composed(
  asked: Manifest,
  options: {
    hub?: Manifest[];
    observed?: Record<string, Observed>;
  } = {},
): Response {
  const { hub = read(SURROUNDINGS), observed = {} } = options;
  const round = (found: Request['found'], left: number): Response => {
    const answer = compose({ claim: asked, observed, found });
    const asks = Object.entries(answer.needs);
    if (asks.every(([name]) => found[name])) return answer;
    if (left === 0) throw new Error('it asks for something new each time');
    const given = asks.map(([name, need]) => [
      name,
      hub.filter(object => matches(object, need)),
    ]);
    return round(Object.fromEntries(given), left - 1);
  };
  return round({}, ROUNDS);
}

/** A resource as its provider leaves it when all went well. */
export const ready = (
  resource: Manifest,
  atProvider: Record<string, unknown> = {},
  connection: Record<string, string> = {},
): Observed => ({
  resource: {
    ...resource,
    status: {
      atProvider,
      conditions: [
        { type: 'Synced', status: 'True', reason: 'ReconcileSuccess' },
        { type: 'Ready', status: 'True', reason: 'Available' },
      ],
    },
  },
  connection,
});
