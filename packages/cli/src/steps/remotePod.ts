import { V1Pod } from '@kubernetes/client-node';
import { writeFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { Kube, ObjectRef, reasonOf } from '../kube';
import { StepError } from './error';
import { mounted, Place, placesOf } from './mountedPaths';
import { K6_SCRIPTS_CONFIG_MAP } from './names';
import { podTrouble } from './podTrouble';
import { readRemote, remoteText } from './remote';
import { MARK, RemoteLog } from './RemoteLog';
import { StepTools } from './step';
import { waitUntil } from './wait';

/** Time for the pod to start: an image may have to be pulled. */
const START_MS = 300_000;
/** The workload has a deadline of its own, in its workflow. */
const RUN_MS = 24 * 60 * 60 * 1000;
const CONTAINER = 'main';

/** The first process of a container hears only what it listens to. */
const ASK_TO_END = ['/bin/sh', '-c', 'kill -TERM 1'];
/** Time for it to write its file and end, when the step is told to. */
const LEAVE_MS = 15_000;
/** A log that broke is read again after so long. */
const AGAIN_MS = 1_000;
const LOOK_MS = 200;
/** How often it is read at most once the container has ended. */
const LAST_READINGS = 5;

/**
 * Runs the command and then prints the file between two marks: a pod of another
 * cluster has no other way to hand out more than four kilobytes. Told to end, it
 * tells the command, also when that is only starting, and prints what it leaves: a
 * wait that a signal has cut short is taken up again.
 */
const SCRIPT = `pid= early=
trap 'if [ -n "$pid" ]; then kill -TERM $pid; else early=1; fi' TERM
"$@" & pid=$!
[ -z "$early" ] || kill -TERM $pid
code=0
while :; do
  wait $pid; code=$?
  kill -0 $pid 2>/dev/null || break
done
wait $pid 2>/dev/null; last=$?
[ $last -eq 127 ] || code=$last
if [ -f "$LAB_FILE" ]; then echo "${MARK}"; cat "$LAB_FILE"; echo; echo "${MARK}"; fi; exit $code`;

/**
 * Runs one container on another cluster of the run as a pod there: its log is
 * this step's log, its exit status this step's, and the file that it writes
 * this step's file. The pod goes when the step ends, however it ends.
 *
 * Environment: `LAB_CLUSTER_KUBECONFIG`, `LAB_NAMESPACE`, `LAB_POD` (name),
 * `LAB_POD_SPEC` (YAML of a PodSpec whose container `main` has a command),
 * `LAB_POD_ANNOTATIONS` (JSON object of texts; may be left out),
 * `LAB_OUTPUT` (file that `main` writes and that is written here; may be left out).
 *
 * @returns the exit status of the container
 */
export async function remotePod(
  env: NodeJS.ProcessEnv,
  tools: Pick<StepTools, 'signal' | 'progress' | 'output'>,
  { startMs = START_MS } = {},
): Promise<number> {
  const { kube, namespace } = await readRemote(env);
  const name = remoteText(env, 'LAB_POD');
  const ref: ObjectRef = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
  };
  const pod = podOf(ref, remoteText(env, 'LAB_POD_SPEC'), env.LAB_OUTPUT, {
    places: await placesThere(kube, namespace),
    annotations: readAnnotations(env.LAB_POD_ANNOTATIONS),
  });
  // A try before this one may have left it.
  await removed(kube, ref, tools);
  await kube.create(pod as V1Pod);
  try {
    await started(kube, ref, tools, startMs);
    tools.progress(`Pod ${name} runs on the other cluster`);
    return await follow(kube, ref, tools, env.LAB_OUTPUT);
  } finally {
    await kube.remove(ref).catch(error => {
      tools.progress(`Pod ${name} could not be removed: ${reasonOf(error)}`);
    });
  }
}

function readAnnotations(text = ''): Record<string, string> | undefined {
  if (!text) return undefined;
  const value: unknown = parse(text);
  if (
    typeof value !== 'object' ||
    value === null ||
    Array.isArray(value) ||
    !Object.values(value).every(one => typeof one === 'string')
  ) {
    throw new StepError(
      'LAB_POD_ANNOTATIONS must be an object of texts, such as {"name": "text"}.',
    );
  }
  return value as Record<string, string>;
}

interface Container {
  name?: string;
  command?: string[];
  args?: string[];
  env?: object[];
}

/** Where the files of the k6 folder belong, if it was brought to that cluster. */
async function placesThere(kube: Kube, namespace: string) {
  const scripts = await kube.get({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: K6_SCRIPTS_CONFIG_MAP, namespace },
  });
  return placesOf(scripts) ?? [];
}

function podOf(
  ref: ObjectRef,
  yaml: string,
  file: string | undefined,
  {
    places,
    annotations,
  }: { places: Place[]; annotations?: Record<string, string> },
) {
  const spec = parse(yaml) as {
    containers?: Container[];
    volumes?: object[];
  } | null;
  const main = spec?.containers?.find(({ name }) => name === CONTAINER);
  if (!main?.command?.length) {
    throw new StepError(
      `LAB_POD_SPEC has no container “${CONTAINER}” with a command. Add one.`,
    );
  }
  const containers = spec!.containers!.map(container =>
    container === main && file
      ? {
          ...main,
          command: ['/bin/sh', '-c', SCRIPT, 'sh', ...main.command!],
          env: [...(main.env ?? []), { name: 'LAB_FILE', value: file }],
        }
      : container,
  );
  const volumes = mounted(spec!.volumes, K6_SCRIPTS_CONFIG_MAP, places);
  return {
    ...ref,
    metadata: { ...ref.metadata, ...(annotations && { annotations }) },
    spec: { restartPolicy: 'Never', ...spec, containers, volumes },
  };
}

async function removed(
  kube: Kube,
  ref: ObjectRef,
  { signal }: Pick<StepTools, 'signal'>,
) {
  await kube.remove(ref);
  await waitUntil({
    what: `an earlier pod ${ref.metadata.name} to be removed`,
    timeoutMs: START_MS,
    signal,
    check: async () =>
      (await kube.get(ref)) === undefined || 'It is still there.',
  });
}

const stateOf = (pod: V1Pod | undefined) =>
  pod?.status?.containerStatuses?.find(({ name }) => name === CONTAINER)?.state;

async function started(
  kube: Kube,
  ref: ObjectRef,
  { signal }: Pick<StepTools, 'signal'>,
  timeoutMs: number,
) {
  await waitUntil({
    what: `pod ${ref.metadata.name} to start`,
    timeoutMs,
    intervalMs: 200,
    signal,
    check: async () => {
      const pod = await kube.get<V1Pod>(ref);
      if (!pod) {
        throw new StepError(`Pod ${ref.metadata.name} was removed.`);
      }
      const state = stateOf(pod);
      return (
        Boolean(state?.running || state?.terminated) ||
        (await podTrouble(kube, ref.metadata.namespace ?? '')) ||
        `It is ${pod.status?.phase ?? 'not seen yet'}.`
      );
    },
  });
}

/**
 * Copies the log and takes the output out of it, also over a connection that
 * breaks; gives the exit status.
 */
async function follow(
  kube: Kube,
  ref: ObjectRef,
  tools: Pick<StepTools, 'signal' | 'progress' | 'output'>,
  file: string | undefined,
): Promise<number> {
  const log = new RemoteLog(tools.output);
  // Told to stop, the step still hands out what its command leaves.
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    timer = setTimeout(() => late.abort(), LEAVE_MS).unref();
    void askToEnd(kube, ref, tools);
  };
  tools.signal.addEventListener('abort', stop);
  if (tools.signal.aborted) stop();
  const deadline = Date.now() + RUN_MS;
  let exitCode: number | undefined;
  try {
    for (let left = LAST_READINGS; left > 0; ) {
      const isEnded = exitCode !== undefined;
      const isRead = await read(kube, ref, log, late.signal).then(
        () => true,
        error => {
          tools.progress(`The log can't be read just now: ${reasonOf(error)}`);
          return false;
        },
      );
      exitCode ??= await exitStatus(kube, ref, late.signal);
      if (exitCode === undefined && Date.now() > deadline) {
        throw new StepError(`Pod ${ref.metadata.name} does not end.`);
      }
      // What was read to its end after the container's is all there is.
      const hasAll = isRead && (isEnded || !file || log.isWhole);
      if (exitCode !== undefined) left = hasAll ? 0 : left - 1;
    }
  } finally {
    tools.signal.removeEventListener('abort', stop);
    clearTimeout(timer);
  }
  if (file && log.file.length > 0) {
    await writeFile(file, log.file.join('\n'));
  }
  return exitCode ?? 1;
}

/** Follows the log until it ends or breaks, or the signal aborts. */
async function read(
  kube: Kube,
  { metadata: { name, namespace = '' } }: ObjectRef,
  log: RemoteLog,
  signal: AbortSignal,
) {
  const stream = log.reading();
  const following = await kube.followLog(
    { namespace, name, container: CONTAINER },
    stream,
  );
  const end = () => {
    following.abort();
    stream.end();
  };
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  await finished(stream).finally(() =>
    signal.removeEventListener('abort', end),
  );
}

/** The exit status once the container has ended; undefined when it still runs after a moment. */
async function exitStatus(
  kube: Kube,
  ref: ObjectRef,
  signal: AbortSignal,
): Promise<number | undefined> {
  const until = Date.now() + AGAIN_MS;
  for (;;) {
    const pod = await kube.get<V1Pod>(ref);
    if (!pod) {
      throw new StepError(`Pod ${ref.metadata.name} was removed while it ran.`);
    }
    const ended = stateOf(pod)?.terminated;
    if (ended) return ended.exitCode ?? 1;
    if (signal.aborted) {
      throw new StepError(
        `Told to stop, and pod ${ref.metadata.name} did not end.`,
      );
    }
    if (Date.now() > until) return undefined;
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function askToEnd(
  kube: Kube,
  { metadata: { name, namespace = '' } }: ObjectRef,
  { progress }: Pick<StepTools, 'progress'>,
) {
  progress(`Telling pod ${name} to end`);
  await kube
    .exec({ namespace, name, container: CONTAINER }, ASK_TO_END)
    .catch(error => {
      progress(`Pod ${name} could not be told to end: ${reasonOf(error)}`);
    });
}
