import {
  ANNOTATION_MONTHLY_ESTIMATE,
  Claim,
  CLAIM_GROUP,
  ClaimDetail,
  ClaimList,
  ClaimName,
  CLAIMS_FOLDER,
  kindSlug,
  LABEL_EXPERIMENT,
  pickCostLabels,
} from '@illm-lab/plugin-hub-common';
import { ClaimFile, ClaimFiles, ClaimFilesAnswer } from './ClaimFiles';
import { ClaimWatch } from './ClaimWatch';
import { claimStand } from './claimState';
import { eventsOf } from './events';
import { ClaimFacts, Part } from './facts';
import { ClaimObject, idOf } from './objects';
import { orderOf, resourcesOf } from './resources';
import { stepsOf } from './steps';
import { toCondition } from './words';

const nameOf = (kind: string, { metadata }: ClaimObject): ClaimName => ({
  namespace: metadata.namespace ?? '',
  kind,
  name: metadata.name,
});

/** The main branch's file counts; of several proposals the first. */
const betterFile = (known: ClaimFile | undefined, file: ClaimFile) =>
  known?.onMain || (known && !file.onMain) ? known : file;

/** How long a claim that is gone is still answered, in ms. */
const REMEMBERED_MS = 60 * 60 * 1_000;

const keyOf = ({ namespace, kind, name }: ClaimName) =>
  `${namespace}/${kind}/${name}`.toLowerCase();

interface Seen extends ClaimName {
  object: ClaimObject;
  path?: string;
}

/** All claims: the hub's, the repository's and those of open pull requests, joined. */
export class ClaimBook {
  /** Claims that were on the hub, with their last state there. */
  private readonly seen = new Map<string, Seen>();
  private readonly gone = new Map<string, Seen & { at: string }>();
  private readonly now: () => number;

  constructor(
    private readonly options: {
      watch: Pick<
        ClaimWatch,
        | 'kinds'
        | 'claims'
        | 'parts'
        | 'partFault'
        | 'namespaceLabels'
        | 'events'
        | 'application'
        | 'status'
      >;
      files: Pick<ClaimFiles, 'current' | 'last'>;
      /** The time in ms; for tests. */
      now?: () => number;
    },
  ) {
    this.now = options.now ?? Date.now;
  }

  /** All claims but those that are gone. */
  async list(): Promise<ClaimList> {
    const { watch, files } = this.options;
    const answer = await files.current();
    return {
      items: this.claims(answer),
      kinds: watch.kinds().map(({ kind }) => kind),
      source: watch.status(),
      forge: answer.source,
    };
  }

  /** The same without asking the forge. */
  known(): Claim[] {
    return this.claims(this.options.files.last());
  }

  /** One claim in full; undefined when there is none. */
  async detail(name: ClaimName): Promise<ClaimDetail | undefined> {
    const { watch, files } = this.options;
    const answer = await files.current();
    const facts = this.collect(answer).get(keyOf(name));
    if (!facts) return undefined;
    const { object, file, application } = facts;
    const resources = resourcesOf(facts);
    const stand = claimStand(facts, resources);
    const { endpoint, connectionSecret, connectionKeys } = object?.status ?? {};
    const definition = object ?? file?.object ?? facts.gone?.object;
    return {
      claim: this.toClaim(facts),
      steps: stepsOf(facts, resources, stand),
      spec: specOf(file?.object ?? definition),
      wishes: flatten(specOf(definition)),
      conditions: (object?.status?.conditions ?? []).map(toCondition),
      resources,
      order: orderOf(facts),
      events: eventsOf(facts, watch.events(facts.namespace)),
      connection:
        connectionSecret || endpoint
          ? {
              namespace: facts.namespace,
              secret: connectionSecret ?? null,
              keys: connectionKeys ?? [],
              endpoint: endpoint ?? null,
            }
          : null,
      application: application?.metadata.name ?? null,
      file: file?.path ?? null,
      merged: file?.merged ?? facts.removedBy ?? null,
      source: watch.status(),
      forge: answer.source,
    };
  }

  /** Notes what is on the hub now, so that what goes is known to have been. */
  track(): void {
    const { watch, files } = this.options;
    if (!watch.status().connected) return;
    const there = new Set<string>();
    for (const kind of watch.kinds()) {
      for (const object of watch.claims(kind)) {
        const name = nameOf(kind.kind, object);
        const key = keyOf(name);
        there.add(key);
        const file = files
          .last()
          .files.find(one => keyOf(nameOf(one.kind, one.object)) === key);
        const path = file?.path ?? this.seen.get(key)?.path;
        this.seen.set(key, { ...name, object, path });
        this.gone.delete(key);
      }
    }
    for (const [key, last] of this.seen) {
      if (!there.has(key)) {
        this.seen.delete(key);
        this.gone.set(key, { ...last, at: new Date(this.now()).toISOString() });
      }
    }
    for (const [key, { at }] of this.gone) {
      if (this.now() - Date.parse(at) > REMEMBERED_MS) this.gone.delete(key);
    }
  }

  private claims(answer: ClaimFilesAnswer): Claim[] {
    return [...this.collect(answer).values()]
      .map(facts => this.toClaim(facts))
      .filter(({ state }) => state !== 'gone')
      .sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
  }

  private toClaim(facts: ClaimFacts): Claim {
    const { namespace, kind, name, object, file, namespaceLabels } = facts;
    const definition = object ?? file?.object ?? facts.gone?.object;
    const metadata = definition?.metadata;
    const labels = { ...namespaceLabels, ...metadata?.labels };
    const resources = resourcesOf(facts);
    const { provider, region } = definition?.spec ?? {};
    return {
      namespace,
      kind,
      name,
      ...claimStand(facts, resources),
      provider: typeof provider === 'string' ? provider : null,
      region: typeof region === 'string' ? region : null,
      labels: pickCostLabels(labels) as Record<string, string>,
      team: teamOf(namespace, labels),
      experiment: labels[LABEL_EXPERIMENT] ?? null,
      createdAt: object?.metadata.creationTimestamp ?? null,
      resources: {
        total: resources.length,
        ready: resources.filter(({ state }) => state === 'ready').length,
      },
      pulls: file?.open ?? [],
      estimate: metadata?.annotations?.[ANNOTATION_MONTHLY_ESTIMATE] ?? null,
    };
  }

  /** All that is known of every claim, by key. */
  private collect(answer: ClaimFilesAnswer): Map<string, ClaimFacts> {
    const { watch } = this.options;
    const all = new Map<string, ClaimFacts>();
    const entry = (name: ClaimName): ClaimFacts => {
      const key = keyOf(name);
      const facts = all.get(key) ?? {
        namespace: name.namespace,
        kind: name.kind,
        name: name.name,
        application: watch.application(name.namespace),
        namespaceLabels: watch.namespaceLabels(name.namespace) ?? {},
        parts: [],
      };
      all.set(key, facts);
      return facts;
    };
    for (const kind of watch.kinds()) {
      for (const object of watch.claims(kind)) {
        entry(nameOf(kind.kind, object)).object = object;
      }
    }
    for (const gone of this.gone.values()) {
      const { at, object, path } = gone;
      Object.assign(entry(gone), {
        gone: { at, object },
        removedBy: path && answer.removed.get(path),
      });
    }
    for (const file of answer.files) {
      const facts = entry(nameOf(file.kind, file.object));
      facts.file = betterFile(facts.file, file);
      // It is asked for again, and what was is over.
      if (!facts.object) delete facts.gone;
    }
    const parts = this.partsByOwner();
    for (const [key, { owner }] of parts) {
      if (!all.has(key)) entry(owner);
    }
    for (const [key, facts] of all) {
      facts.parts = this.partsOf(facts, parts.get(key)?.parts ?? []);
      const { namespace, kind, name, file } = facts;
      if (!file) {
        const path =
          this.seen.get(key)?.path ??
          `${CLAIMS_FOLDER}/${namespace}/${kindSlug(kind)}-${name}.yaml`;
        facts.removedBy ??= answer.removed.get(path);
      }
    }
    return all;
  }

  private partsByOwner() {
    const byOwner = new Map<string, { owner: ClaimName; parts: Part[] }>();
    for (const { apiVersion, kind, object } of this.options.watch.parts()) {
      const by = object.metadata.ownerReferences?.find(
        one => one.controller && one.apiVersion.startsWith(`${CLAIM_GROUP}/`),
      );
      if (!by) continue;
      const owner = {
        namespace: object.metadata.namespace ?? '',
        kind: by.kind,
        name: by.name,
      };
      const key = keyOf(owner);
      const mine = byOwner.get(key) ?? { owner, parts: [] };
      byOwner.set(key, mine);
      mine.parts.push({
        ref: { apiVersion, kind, name: object.metadata.name },
        object,
      });
    }
    return byOwner;
  }

  /** What a claim says that it is made of, and what says that it is part of it. */
  private partsOf({ object }: ClaimFacts, owned: Part[]): Part[] {
    const parts = new Map(owned.map(part => [idOf(part.ref), part]));
    // Of what is being deleted only what is there counts.
    const refs = object?.metadata.deletionTimestamp
      ? []
      : object?.spec?.crossplane?.resourceRefs ?? [];
    for (const { apiVersion, kind, name } of refs) {
      const ref = { apiVersion, kind, name };
      if (!name || parts.has(idOf(ref))) continue;
      parts.set(idOf(ref), { ref, fault: this.options.watch.partFault(ref) });
    }
    return [...parts.values()].sort((a, b) =>
      idOf(a.ref).localeCompare(idOf(b.ref)),
    );
  }
}

const TEAM_PREFIX = 'team-';

/** The team that pays; a namespace that is still to come is named after it. */
function teamOf(
  namespace: string,
  { team }: Record<string, string>,
): string | null {
  const name =
    team ??
    (namespace.startsWith(TEAM_PREFIX)
      ? namespace.slice(TEAM_PREFIX.length)
      : undefined);
  return name ? `group:default/${name}` : null;
}

/** What was asked for, without what Crossplane notes beside it. */
function specOf(definition: ClaimObject | undefined): ClaimDetail['spec'] {
  const { crossplane: _, ...spec } = definition?.spec ?? {};
  return spec;
}

/** Field by field, nested ones by their path. */
function flatten(
  value: Record<string, unknown>,
  path = '',
): ClaimDetail['wishes'] {
  return Object.entries(value).flatMap(([key, one]) => {
    const name = path ? `${path}.${key}` : key;
    return one !== null && typeof one === 'object' && !Array.isArray(one)
      ? flatten(one as Record<string, unknown>, name)
      : { name, value: typeof one === 'string' ? one : JSON.stringify(one) };
  });
}
