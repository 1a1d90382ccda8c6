import {
  NodeHealth,
  NodeKubernetes,
  NodeTalos,
  VersionCheck,
} from '@illm-lab/plugin-hub-common';

/** Something about a node that is not as it should be. */
export interface Finding {
  health: Exclude<NodeHealth, 'well'>;
  text: string;
}

const FULL = 0.9;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Certificates that end within this are due. */
const EXPIRY_MS = 30 * DAY_MS;
const ORDER: NodeHealth[] = ['bad', 'unknown', 'attention', 'well'];

/** How two states compare: what is worse comes first. */
export function compareHealth(a: NodeHealth, b: NodeHealth): number {
  return ORDER.indexOf(a) - ORDER.indexOf(b);
}

/** All findings about a node, the worst first. */
export function findings(node: {
  /** The cluster's API server answers. */
  clusterAnswers: boolean;
  kubernetes: NodeKubernetes | null;
  talos: NodeTalos | null;
  versions: VersionCheck[];
  now: number;
}): Finding[] {
  const { kubernetes, talos, versions, now } = node;
  const found = [
    ...kubernetesFindings(kubernetes, node.clusterAnswers),
    ...(talos ? talosFindings(talos, now) : []),
    ...versions.flatMap(versionFinding),
  ];
  return found.sort((a, b) => compareHealth(a.health, b.health));
}

/** The state of a node and its sentence. */
export function verdict(found: Finding[]): {
  health: NodeHealth;
  sentence: string;
} {
  if (found.length === 0) {
    return { health: 'well', sentence: 'All well.' };
  }
  const said = found.slice(0, 2).map(({ text }) => text);
  const more = found.length - said.length;
  return {
    health: found[0].health,
    sentence: [...said, ...(more > 0 ? [`And ${more} more.`] : [])].join(' '),
  };
}

function* kubernetesFindings(
  kubernetes: NodeKubernetes | null,
  clusterAnswers: boolean,
): Generator<Finding> {
  if (!clusterAnswers) {
    yield { health: 'unknown', text: 'Its cluster does not answer.' };
    // The rest is what it said last, which is shown with its age.
    return;
  } else if (!kubernetes) {
    yield { health: 'bad', text: 'Kubernetes has no such node.' };
  }
  if (!kubernetes) return;
  const ready = kubernetes.conditions.find(({ type }) => type === 'Ready');
  if (kubernetes.ready === false) {
    yield { health: 'bad', text: sentence('Not ready', ready) };
  } else if (kubernetes.ready === null) {
    yield { health: 'bad', text: sentence('The kubelet is silent', ready) };
  }
  for (const condition of kubernetes.conditions) {
    if (condition.type !== 'Ready' && condition.status === 'True') {
      yield {
        health: 'attention',
        text: sentence(words(condition.type), condition),
      };
    }
  }
  if (kubernetes.unschedulable) {
    yield { health: 'attention', text: 'Cordoned: it takes no new pods.' };
  }
}

function* talosFindings(talos: NodeTalos, now: number): Generator<Finding> {
  const { source, machine, etcd } = talos;
  for (const { name, expiresAt } of talos.certificates) {
    const left = Date.parse(expiresAt) - now;
    const whose =
      name === 'client'
        ? 'Our client certificate'
        : 'The Talos API’s certificate';
    if (left > 0 && left < EXPIRY_MS) {
      const days = Math.max(1, Math.round(left / DAY_MS));
      yield {
        health: 'attention',
        text: `${whose} expires in ${days} ${days === 1 ? 'day' : 'days'}.`,
      };
    }
  }
  if (!source.connected) {
    yield {
      health: 'attention',
      text: `Talos does not answer: ${ended(source.reason ?? '')}`,
    };
    // The rest is what it said last, which is shown with its age.
    return;
  }
  if (etcd) {
    if (etcd.alarms.length > 0) {
      yield { health: 'bad', text: `etcd alarm: ${etcd.alarms.join(', ')}.` };
    }
    if (etcd.leader === null) {
      yield { health: 'bad', text: 'etcd has no leader.' };
    }
    for (const error of etcd.errors) {
      yield { health: 'bad', text: `etcd: ${ended(error)}` };
    }
  }
  if (machine && !machine.ready) {
    const [first, ...others] = machine.unmet;
    yield {
      health: 'attention',
      text: first
        ? `${capital(machine.stage)}, not ready. ${first.name}: ${ended(
            first.reason,
          )}${others.length ? ` And ${others.length} more.` : ''}`
        : `${capital(machine.stage)}, not ready.`,
    };
  } else if (machine && machine.stage !== 'running') {
    yield { health: 'attention', text: `It is ${machine.stage}.` };
  }
  for (const { id, healthy, message } of talos.services ?? []) {
    if (healthy === false) {
      yield {
        health: 'attention',
        text: `Service ${id} is not healthy: ${ended(
          message || 'no reason given',
        )}`,
      };
    }
  }
  for (const { mountedOn, size, available } of talos.mounts ?? []) {
    const used = 1 - available / size;
    if (used > FULL) {
      yield {
        health: 'attention',
        text: `Disk at ${mountedOn} is ${Math.round(used * 100)} % full.`,
      };
    }
  }
  if (talos.time && !talos.time.synced && !talos.time.syncDisabled) {
    yield { health: 'attention', text: 'Its clock is not synchronized.' };
  }
}

function versionFinding(check: VersionCheck): Finding[] {
  const { part, running, declared, state } = check;
  if (state === 'due') {
    return [
      {
        health: 'attention',
        text: `Upgrade due: ${part} ${running} runs, ${declared} is declared.`,
      },
    ];
  }
  return state === 'ahead'
    ? [
        {
          health: 'attention',
          text: `${part} ${running} runs, which is newer than ${declared}, the declared one.`,
        },
      ]
    : [];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const ended = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
/** `DiskPressure` as `Disk pressure`. */
const words = (type: string) =>
  capital(type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase());

function sentence(
  what: string,
  condition?: { reason: string; message: string },
): string {
  const why = condition?.message || condition?.reason;
  return why ? `${what}: ${ended(why)}` : `${what}.`;
}
