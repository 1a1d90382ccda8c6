import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { EXTERNAL_NAME } from './objects';
import { RealHub } from './RealHub';

/** What can be looked at again after a restore. */
export interface Kept {
  isAsItWas(): Promise<void>;
}

/** Asks the portal as a person. */
async function ask<T>(hub: RealHub, url: string, body?: object): Promise<T> {
  const portal = `http://localhost:${hub.place.ports.portal}`;
  const signIn = await fetch(`${portal}/api/auth/local/refresh`, {
    headers: {
      'X-Requested-With': 'XMLHttpRequest',
      'X-Lab-User': 'ada',
      cookie: await hub.session(),
    },
  });
  const { backstageIdentity } = await signIn.json();
  const response = await fetch(`${portal}/api/hub/${url}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${backstageIdentity?.token}`,
      'content-type': 'application/json',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
  return response.json();
}

const EXPERIMENT = 'hello-workflow';

interface RunState {
  phase: string;
  message: string | null;
  finishedAt: string | null;
}

/** Starts a run, as soon as the portal can; its id. */
async function startRun(hub: RealHub): Promise<string> {
  let id = '';
  await hub.eventually('the portal starts a run', async () => {
    const started = await ask<{ id: string }>(hub, 'runs', {
      experiment: EXPERIMENT,
      idempotencyKey: `${Date.now()}`,
    }).catch(() => undefined);
    id = started?.id ?? '';
    return id !== '';
  });
  return id;
}

/** A run in whose steps processes work; whatever becomes of them, it ends. */
export async function aRunThatGoesOn(
  hub: RealHub,
): Promise<{ id: string; ends(): Promise<void> }> {
  const id = await startRun(hub);
  await hub.eventually('a step of the run works', async () => {
    const phases = await hub.kubectl([
      ...['get', 'pods', '--all-namespaces', `-lillm.lab/run=${id}`],
      '--output=jsonpath={.items[*].status.phase}',
    ]);
    return phases.includes('Running');
  });
  return {
    id,
    ends: async () => {
      let run: RunState | undefined;
      await hub.eventually('the run has ended', async () => {
        run = await ask<RunState>(hub, `runs/${id}`);
        return run.finishedAt !== null;
      });
      if (run!.phase !== 'Succeeded') expect(run!.message).toMatch(/\w+/);
    },
  };
}

/** A run that has ended, with all that it had made removed. */
export async function aFinishedRun(hub: RealHub): Promise<Kept> {
  const id = await startRun(hub);
  let run: Record<string, unknown> = {};
  await hub.eventually('the run has ended', async () => {
    run = await ask(hub, `runs/${id}`);
    return run.finishedAt !== null;
  });
  expect(run).toMatchObject({ phase: 'Succeeded' });
  await hub.eventually('what it had made is removed', async () => {
    const left = await hub.kubectl(['get', 'namespaces', '--output=name']);
    return !left.includes(id);
  });
  return {
    isAsItWas: async () => expect(await ask(hub, `runs/${id}`)).toEqual(run),
  };
}

/** A claim with a resource that its cloud has made. */
export async function aClaim(hub: RealHub): Promise<Kept> {
  const file = 'packages/composition/fixtures/claims/database-aws.yaml';
  const claim = parse(readFileSync(path.join(hub.repoRoot, file), 'utf8'));
  delete claim.metadata.uid;
  const { name, namespace } = claim.metadata;
  const managed = async () =>
    JSON.parse(
      await hub.kubectl(['get', 'managed', `-n${namespace}`, '--output=json']),
    ).items as {
      kind: string;
      metadata: {
        name: string;
        uid: string;
        annotations?: Record<string, string>;
      };
    }[];
  await hub.eventually('the claim is taken', () =>
    hub.apply(claim).then(
      () => true,
      () => false,
    ),
  );
  await hub.eventually(
    `${name} is composed`,
    async () => (await managed()).length > 0,
  );
  const facts = async () =>
    (await managed())
      .map(({ kind, metadata }) => [
        kind,
        metadata.name,
        metadata.uid,
        metadata.annotations?.[EXTERNAL_NAME],
      ])
      .sort();
  const before = await facts();
  // By it Crossplane finds the database; with another it would make an empty one.
  expect(before[0].at(-1)).toMatch(/^orders-/);
  return {
    isAsItWas: async () => expect(await facts()).toEqual(before),
  };
}
